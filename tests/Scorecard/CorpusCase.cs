using System.Text.Json;

namespace Assay.Tests.Scorecard;

/// <summary>One labelled case: a file, or a directory that is one model.</summary>
internal sealed record CorpusCase(string Path, string Kind, string Format, string Label, string ThreatClass, string Technique, string Must, string Notes)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public bool AcceptsBenign => Notes.Contains("accept benign", StringComparison.Ordinal);

    public bool AcceptsSuspicious => Notes.Contains("accept suspicious", StringComparison.Ordinal);

    public static IReadOnlyList<CorpusCase> Read(string folder) =>
        [.. File.ReadLines(System.IO.Path.Combine(folder, "manifest.jsonl")).Select(line => JsonSerializer.Deserialize<CorpusCase>(line, Options)!)];

    /// <summary>The files of the case with their names relative to it.</summary>
    public IReadOnlyList<(string Path, string Name)> FilesIn(string folder)
    {
        var root = System.IO.Path.Combine(folder, Path);
        if (Kind != "dir") return [(root, System.IO.Path.GetFileName(Path))];
        return [.. Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Order(StringComparer.Ordinal).Select(f => (f, System.IO.Path.GetRelativePath(root, f)))];
    }
}
