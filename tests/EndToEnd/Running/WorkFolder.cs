namespace Assay.Tests.EndToEnd.Running;

/// <summary>A folder of a test's own, with the data folder of its programs inside.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("assay-e2e-").FullName;

    /// <summary>What the programs get as ASSAY_DATA.</summary>
    public string Data => Path.Combine(Root, "data");

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Writes a file, with the directories to it; its full path.</summary>
    public string Write(string name, byte[] bytes)
    {
        var path = this[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
