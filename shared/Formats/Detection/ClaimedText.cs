using Assay.Contracts.Values;

namespace Assay.Formats.Detection;

/// <summary>
/// What a name claims where the claim alone decides that the bytes are run: Python imports whatever ends in .py, a shell reads whatever it is given.
/// Bytes that are something else as well, that begin with another format's signature, or that hold control characters are run all the same.
/// </summary>
internal static class ClaimedText
{
    /// <summary>The format that the name claims, where it is run and nothing speaks against it being text; null otherwise.</summary>
    public static string? Find(ReadOnlySpan<byte> head, string hint, IReadOnlyList<string> found)
    {
        var format = hint switch
        {
            NameHint.Python or NameHint.Startup => FileFormat.Python,
            NameHint.Shell => FileFormat.Shell,
            NameHint.Script => FileFormat.Script,
            NameHint.Notebook => FileFormat.Notebook,
            NameHint.Yaml => FileFormat.Yaml,
            NameHint.Workflow => FileFormat.Workflow,
            NameHint.Requirements => FileFormat.Requirements,
            NameHint.Dockerfile => FileFormat.Dockerfile,
            _ => null,
        };
        if (format is null || found.Contains(format)) return null;
        var isCode = hint is NameHint.Python or NameHint.Startup or NameHint.Shell or NameHint.Script;
        if (hint is NameHint.Yaml && found is [FileFormat.Json, ..]) return null;
        return isCode || head.IndexOf((byte)0) < 0 ? format : null;
    }
}
