using System.Runtime.CompilerServices;

namespace Assay.Tests.Unit.Contracts;

/// <summary>
/// A checked-in serialised form. When a contract changes on purpose, run the tests with ASSAY_WRITE_GOLDEN=1: new files are written, and the old ones
/// are
/// kept beside them under a number, because messages and reports of that form exist.
/// </summary>
internal static class GoldenFile
{
    private static readonly string Folder = System.IO.Path.Combine(Here(), "Golden");

    public static string Path(string name) => System.IO.Path.Combine(Folder, name + ".json");

    public static string Read(string name) => File.ReadAllText(Path(name));

    public static IEnumerable<string> AllOf(string name) =>
        Directory.EnumerateFiles(Folder, name + "*.json").Order(StringComparer.Ordinal).Select(System.IO.Path.GetFileNameWithoutExtension)!;

    public static void ShouldHold(string name, string text)
    {
        if (Environment.GetEnvironmentVariable("ASSAY_WRITE_GOLDEN") == "1") Write(name, text);
        File.Exists(Path(name)).ShouldBeTrue($"There is no golden file for {name}.");
        text.Trim().ShouldBe(Read(name).Trim());
    }

    private static void Write(string name, string text)
    {
        Directory.CreateDirectory(Folder);
        if (File.Exists(Path(name)) && Read(name).Trim() != text.Trim()) File.Move(Path(name), Path($"{name}.{AllOf(name).Count():000}"));
        File.WriteAllText(Path(name), text.Trim() + "\n");
    }

    private static string Here([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
