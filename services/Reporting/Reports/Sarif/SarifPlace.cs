using System.Text;
using Assay.Contracts.Reports;

namespace Assay.Reporting.Reports.Sarif;

/// <summary>Where the files of a model are, as artifact locations of SARIF 2.1.0 (3.4): encoded URIs, relative to a base where there is one.</summary>
internal static class SarifPlace
{
    /// <summary>Base of targets in the directory that the scan was started from; code scanning takes it for the root of the repository.</summary>
    public const string Root = "%SRCROOT%";

    /// <summary>Base of models that were fetched from a hub: they have no place in a repository.</summary>
    public const string Hub = "HUB";

    /// <param name="model">The model.</param>
    /// <param name="path">Of a file in it; empty for the model as a whole.</param>
    /// <param name="root">Full path of the directory that the report is relative to; null where there is none.</param>
    public static (string Uri, string? Base) Of(ModelReport model, string path, string? root)
    {
        var isFile = model.Target.StartsWith("file://", StringComparison.OrdinalIgnoreCase);
        if (!isFile && model.Target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
            return (Encode(Join(model.Target[(scheme + 3)..], path)), Hub);
        var target = isFile ? model.Target["file://".Length..] : model.Target;
        var full = Join(target, IsTheFile(model, target, path) ? "" : path);
        if (!full.StartsWith('/')) return (Encode(full), Root);
        if (root is not null && full.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal))
            return (Encode(full[(root.TrimEnd('/').Length + 1)..]), Root);
        return ("file://" + Encode(full, absolute: true), null);
    }

    /// <summary>A target that is a file has one artifact of that name.</summary>
    private static bool IsTheFile(ModelReport model, string target, string path) =>
        model.Artifacts.Count == 1 && path.Length > 0 && target.TrimEnd('/').Split('/')[^1] == path;

    /// <summary>A file is never named outside of its model, whatever it calls itself: that could be another file of the repository.</summary>
    private static string Join(string target, string path) =>
        path.Length == 0 ? target : target.TrimEnd('/') + "/" + string.Join('/', path.Split('/').Where(segment => segment != ".."));

    /// <summary>Unreserved characters of RFC 3986 and slashes stay; empty and <c>.</c> segments go; <c>..</c> takes one away.</summary>
    private static string Encode(string path, bool absolute = false)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment is "" or ".") continue;
            if (segment == ".." && segments.Count > 0 && segments[^1] != "..") segments.RemoveAt(segments.Count - 1);
            else if (segment != ".." || !absolute) segments.Add(Uri.EscapeDataString(segment));
        }
        var text = new StringBuilder(absolute ? "/" : "").AppendJoin('/', segments).ToString();
        return text.Length == 0 ? "." : text;
    }
}
