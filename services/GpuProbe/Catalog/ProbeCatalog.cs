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

    private IEnumerable<string> Problems()
    {
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
