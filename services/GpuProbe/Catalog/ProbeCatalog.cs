using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Catalog;

/// <summary>The probes of this service: every class in its assembly that implements <see cref="IProbe"/>. Refuses inconsistent sets.</summary>
public sealed class ProbeCatalog
{
    /// <exception cref="InvalidOperationException">Two probes share an id, two rules share one, or an id is not well formed.</exception>
    public ProbeCatalog(IEnumerable<IProbe> probes)
    {
        Probes = [.. probes.OrderBy(probe => probe.Manifest.Id, StringComparer.Ordinal)];
        var problems = Problems().ToList();
        if (problems.Count > 0) throw new InvalidOperationException(string.Join(" ", problems));
    }

    public IReadOnlyList<IProbe> Probes { get; }

    /// <summary>Finds the probes of this assembly.</summary>
    public static ProbeCatalog Discover() => new(typeof(ProbeCatalog).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IProbe).IsAssignableFrom(type))
        .Select(type => (IProbe)Activator.CreateInstance(type)!));

    /// <summary>The probe with this id; null where there is none.</summary>
    public IProbe? Find(string id) => Probes.FirstOrDefault(probe => probe.Manifest.Id == id);

    /// <summary>The given probes with all that they come after, in an order in which they can run: the cheap ones first.</summary>
    public IReadOnlyList<ProbeManifest> Ordered(IEnumerable<string> ids)
    {
        var ordered = new List<ProbeManifest>();
        var pending = ids.Select(id => Find(id)!.Manifest).OrderBy(m => m.Tier).ThenBy(m => m.Id, StringComparer.Ordinal);
        foreach (var manifest in pending) Add(manifest);
        return ordered;

        void Add(ProbeManifest manifest)
        {
            if (ordered.Contains(manifest)) return;
            foreach (var id in manifest.After) Add(Find(id)!.Manifest);
            ordered.Add(manifest);
        }
    }

    /// <summary>Whether a probe can be reached from itself over those that it comes after.</summary>
    private bool IsCircular(ProbeManifest start)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(start.After);
        while (open.TryPop(out var id))
        {
            if (id == start.Id) return true;
            if (seen.Add(id) && Find(id) is { } probe) foreach (var next in probe.Manifest.After) open.Push(next);
        }
        return false;
    }

    private IEnumerable<string> Problems()
    {
        foreach (var probe in Probes)
        {
            foreach (var id in probe.Manifest.After.Where(id => Find(id) is null)) yield return $"{probe.Manifest.Id} comes after {id}, which does not exist.";
            if (IsCircular(probe.Manifest)) yield return $"{probe.Manifest.Id} comes after itself.";
        }
        foreach (var group in Probes.GroupBy(probe => probe.Manifest.Id).Where(group => group.Count() > 1)) yield return $"Two probes are called {group.Key}.";
        foreach (var probe in Probes.Where(probe => !probe.Manifest.Id.StartsWith("probe.", StringComparison.Ordinal)))
        {
            yield return $"The id {probe.Manifest.Id} of a probe has to begin with \"probe.\".";
        }
        foreach (var group in Probes.SelectMany(probe => probe.Manifest.Rules).GroupBy(rule => rule.Id).Where(group => group.Count() > 1))
        {
            yield return $"Two rules are called {group.Key}.";
        }
    }
}
