namespace Assay.Analysis.Catalog;

/// <summary>Prerequisites have to exist and must not go round in circles.</summary>
internal static class PrerequisiteChecks
{
    public static IEnumerable<string> Errors(IReadOnlyList<AnalyserManifest> manifests)
    {
        var byId = new Dictionary<string, AnalyserManifest>(StringComparer.Ordinal);
        foreach (var manifest in manifests) byId.TryAdd(manifest.Id, manifest);
        foreach (var manifest in manifests)
        {
            foreach (var unknown in manifest.Prerequisites.Where(p => !byId.ContainsKey(p)))
                yield return $"'{manifest.Id}' needs '{unknown}', which does not exist";
            if (Reaches(manifest.Id, manifest.Id, byId, [])) yield return $"'{manifest.Id}' needs itself, through its prerequisites";
        }
    }

    private static bool Reaches(string from, string to, Dictionary<string, AnalyserManifest> byId, HashSet<string> seen)
    {
        if (!byId.TryGetValue(from, out var manifest)) return false;
        foreach (var next in manifest.Prerequisites)
        {
            if (next == to) return true;
            if (seen.Add(next) && Reaches(next, to, byId, seen)) return true;
        }
        return false;
    }
}
