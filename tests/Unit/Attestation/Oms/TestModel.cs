using System.Diagnostics;
using Assay.Cli.Provenance.Files;

namespace Assay.Tests.Unit.Attestation.Oms;

/// <summary>A model in a directory of its own, removed at the end.</summary>
internal sealed class TestModel : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-oms-");

    public TestModel(params (string Path, string Content)[] files)
    {
        Root = Path.Combine(_folder.FullName, "model");
        Directory.CreateDirectory(Root);
        foreach (var (path, content) in files) Write(path, content);
    }

    public string Root { get; }

    /// <summary>Beside the model.</summary>
    public string Outside(string name) => Path.Combine(_folder.FullName, name);

    public ModelFolder Files => ModelFolder.At(Root);

    public static TestModel Small() => new(("config.json", "{}"), ("model.safetensors", "0123456789abcdefghij"), ("tokenizer/vocab.txt", "a b c"));

    public void Write(string path, string content)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    public void Link(string path, string target) => File.CreateSymbolicLink(Path.Combine(Root, path), target);

    public void Pipe(string path)
    {
        using var process = Process.Start("mkfifo", [Path.Combine(Root, path)]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
