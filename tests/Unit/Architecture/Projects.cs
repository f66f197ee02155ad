using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Assay.Tests.Unit.Architecture;

/// <summary>The solution's projects and who references whom, read from the project files.</summary>
internal sealed class Projects
{
    private readonly Dictionary<string, string[]> _references;

    private Projects(string root)
    {
        Root = root;
        var files = new[] { "shared", "services" }.SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(root, folder), "*.csproj", SearchOption.AllDirectories)).ToList();
        _references = files.ToDictionary(f => Path.GetFileNameWithoutExtension(f)!, References);
        Services = [.. files.Where(f => f.Contains($"{Path.DirectorySeparatorChar}services{Path.DirectorySeparatorChar}")).Select(f =>
            Path.GetFileNameWithoutExtension(f)!)];
    }

    public string Root { get; }
    public IReadOnlyList<string> Services { get; }

    public static Projects Read([CallerFilePath] string file = "")
    {
        var folder = new FileInfo(file).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pipeline.sln"))) folder = folder.Parent;
        return new(folder?.FullName ?? throw new InvalidOperationException("The solution's folder was not found above the tests."));
    }

    public IReadOnlyList<string> ReferencesOf(string project) => _references[project];

    private static string[] References(string file) => [.. XDocument.Load(file).Descendants("ProjectReference")
        .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];
}
