using Assay.Attestation.Manifests;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Deployment;

/// <summary>How the files here differ from those that were attested: each difference by its name.</summary>
internal static class FileComparison
{
    private const string Remedy = "fetch the version again that was scanned, or scan what is here";

    /// <summary>After so many, the rest is counted: nobody reads a hundred thousand lines.</summary>
    private const int MostTold = 100;

    public static void Compare(ModelManifest expected, IReadOnlyList<DeployedFile> files, List<DeploymentRefusal> refusals)
    {
        var told = new List<DeploymentRefusal>();
        var here = files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        var missing = expected.Entries.Where(e => !here.ContainsKey(e.Path)).ToList();
        var known = expected.Entries.ToDictionary(e => e.Path, StringComparer.Ordinal);
        foreach (var file in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            var name = EvidenceText.Quote(file.Path);
            if (file.IsLink) told.Add(new(DeploymentReasons.Link, $"{name} is a link, and where it leads was not scanned.", "put the file itself in its place"));
            else if (file.Problem is { } problem) told.Add(new(DeploymentReasons.Unreadable, $"{name} cannot be checked: {problem}.", "remove it, or make it readable"));
            else if (known.TryGetValue(file.Path, out var entry)) told.AddRange(Changed(file, entry, name));
            else if (missing.Find(m => m.Sha256 == file.Sha256 && m.Size == file.Size) is { } moved)
            {
                missing.Remove(moved);
                told.Add(new(DeploymentReasons.FileRenamed, $"{name} was {EvidenceText.Quote(moved.Path)} when it was scanned; names decide what loads a file.", "give it its name back"));
            }
            else told.Add(new(DeploymentReasons.FileAdded, $"{name} was not there when the model was scanned.", "remove it, or scan the model with it"));
        }
        told.AddRange(missing.Select(m => new DeploymentRefusal(DeploymentReasons.FileMissing, $"{EvidenceText.Quote(m.Path)} is not here.", Remedy)));
        refusals.AddRange(told.Take(MostTold));
        if (told.Count > MostTold) refusals.Add(new(told[MostTold].Id, $"{told.Count - MostTold} more files differ.", Remedy));
    }

    private static IEnumerable<DeploymentRefusal> Changed(DeployedFile file, ManifestEntry entry, string name)
    {
        if (file.Size != entry.Size) yield return new(DeploymentReasons.FileChanged, $"{name} has {file.Size} bytes; {entry.Size} were scanned.", Remedy);
        else if (file.Sha256 != entry.Sha256) yield return new(DeploymentReasons.FileChanged, $"{name} has the digest {file.Sha256.Hex}; {entry.Sha256.Hex} was scanned.", Remedy);
    }
}
