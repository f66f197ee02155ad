using Assay.Analysis.Probes;

namespace Assay.GpuProbe;

/// <summary>Longest time of one probe for a small model, by its tier; large models get more, as they do for everything.</summary>
public sealed class ProbeBudgets
{
    /// <summary>Default: 2 seconds.</summary>
    public TimeSpan Static { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Default: 10 seconds.</summary>
    public TimeSpan Screen { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Default: 2 minutes. A limit for outliers: most small models take a tenth to a third of it.</summary>
    public TimeSpan Search { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>Default: 5 minutes.</summary>
    public TimeSpan Confirm { get; set; } = TimeSpan.FromMinutes(5);

    public TimeSpan For(ProbeTier tier) => tier switch
    {
        ProbeTier.Static => Static,
        ProbeTier.Screen => Screen,
        ProbeTier.Search => Search,
        _ => Confirm,
    };
}
