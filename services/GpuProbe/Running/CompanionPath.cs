using System.Text;
using Assay.Domain.Scans;

namespace Assay.GpuProbe.Running;

/// <summary>Where a model's companion lies relative to the model, out of untrusted paths.</summary>
public static class CompanionPath
{
    private const int MaxSegments = 16;

    /// <summary>Longest name that Linux file systems take, in bytes.</summary>
    private const int MaxSegmentBytes = 255;

    /// <summary>The path relative to the model's folder, made of plain names only; null where it is outside of it or not harmless.</summary>
    public static string? Relative(string modelPath, string companionPath)
    {
        var folder = modelPath[..(modelPath.LastIndexOf('/') + 1)];
        // Configuration at the root belongs to models in its folders; it must not take the place of what lies beside them.
        if (folder.Length > 0 && ProbeCompanions.Limits.ContainsKey(companionPath)) return $"{ProbeCompanions.RootFolder}/{companionPath}";
        if (!companionPath.StartsWith(folder, StringComparison.Ordinal)) return null;
        var relative = companionPath[folder.Length..];
        var segments = relative.Split('/');
        return segments.Length <= MaxSegments && segments.All(IsPlain) ? relative : null;
    }

    private static bool IsPlain(string name) => name is not ("" or "." or "..")
        && Encoding.UTF8.GetByteCount(name) <= MaxSegmentBytes
        && name.All(c => c is not ('\\' or ':' or '\ufffd') && !char.IsControl(c) && !char.IsSurrogate(c));
}
