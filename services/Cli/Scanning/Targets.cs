using Assay.Contracts.Findings;

namespace Assay.Cli.Scanning;

/// <summary>Turns what the user typed into targets, and refuses early what can never be scanned.</summary>
internal static class Targets
{
    /// <summary>One target a model, in the order typed; with <paramref name="each"/>, one for every entry directly inside each directory, by name.</summary>
    /// <exception cref="UsageException">A target does not exist, or cannot be listed.</exception>
    public static IReadOnlyList<Target> Expand(IReadOnlyList<string> typed, bool each, bool offline)
    {
        var targets = new List<Target>();
        foreach (var text in typed)
        {
            if (text.Length == 0) throw new UsageException("a target is empty; name a file, a directory or hf://org/name");
            if (text.Contains("://", StringComparison.Ordinal) && !text.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
            {
                if (offline) throw new UsageException($"{EvidenceText.Quote(text)} needs the network, and --offline forbids it");
                targets.Add(new(text, text));
            }
            else if (each && Directory.Exists(text))
            {
                targets.AddRange(Entries(text));
            }
            else
            {
                targets.Add(Local(text));
            }
        }
        return targets;
    }

    private static Target Local(string text)
    {
        var path = text.StartsWith("file://", StringComparison.OrdinalIgnoreCase) ? new Uri(text).LocalPath : text;
        if (!Path.Exists(path)) throw new UsageException($"{EvidenceText.Quote(text)} does not exist");
        return new(text, Followed(text, Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))));
    }

    /// <summary>Where a link leads: whoever names one means its target. Links inside a model are not the user's words and stay refused.</summary>
    private static string Followed(string text, string path)
    {
        try
        {
            if (File.ResolveLinkTarget(path, returnFinalTarget: true) is not { } target) return path;
            return Path.Exists(target.FullName)
                ? target.FullName
                : throw new UsageException($"{EvidenceText.Quote(text)} is a link to {EvidenceText.Quote(target.FullName)}, which does not exist");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{EvidenceText.Quote(text)} is a link that cannot be followed: {e.Message}");
        }
    }

    private static IEnumerable<Target> Entries(string directory)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(directory).Order(StringComparer.Ordinal).Select(e => new Target(e, Path.GetFullPath(e)))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{EvidenceText.Quote(directory)} cannot be listed: {e.Message}");
        }
    }
}
