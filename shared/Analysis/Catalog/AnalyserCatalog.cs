using System.Reflection;
using Assay.Analysis.Containers;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Analysis.Catalog;

/// <summary>The analysers and container readers of a service, checked to be consistent.</summary>
public sealed class AnalyserCatalog
{
    private readonly Dictionary<string, IContainerReader> _containers;

    /// <exception cref="InvalidOperationException">The set is inconsistent; the message lists every error.</exception>
    public AnalyserCatalog(IEnumerable<IAnalyser> analysers, IEnumerable<IContainerReader> containers)
    {
        Analysers = [.. analysers.OrderBy(a => a.Manifest.Id, StringComparer.Ordinal)];
        Containers = [.. containers.OrderBy(c => c.Manifest.Id, StringComparer.Ordinal)];
        var errors = CatalogChecks.Errors(Analysers, Containers);
        if (errors.Count > 0)
            throw new InvalidOperationException("The analysers are inconsistent:" + string.Concat(errors.Select(e => Environment.NewLine + "- " + e)));
        _containers = Containers.SelectMany(c => c.Manifest.Accepts, (c, format) => (c, format))
            .ToDictionary(p => p.format, p => p.c, StringComparer.Ordinal);
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<IAnalyser> Analysers { get; }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<IContainerReader> Containers { get; }

    /// <summary>The reader that opens a format; null where it is no container.</summary>
    public IContainerReader? ContainerFor(string format) => _containers.GetValueOrDefault(format);

    /// <summary>Finds every analyser and container reader of an assembly and makes one of each, its dependencies taken from <paramref name="services"/>.</summary>
    /// <exception cref="InvalidOperationException">One cannot be made, or the set is inconsistent.</exception>
    public static AnalyserCatalog Scan(Assembly assembly, IServiceProvider services) =>
        new(Make<IAnalyser>(assembly, services), Make<IContainerReader>(assembly, services));

    private static IEnumerable<T> Make<T>(Assembly assembly, IServiceProvider services) =>
        assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(T)))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => (T)ActivatorUtilities.CreateInstance(services, t));
}
