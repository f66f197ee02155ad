using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Protocol;

/// <summary>What the child says: a frame on its standard output. Everything in it may come from a hostile model.</summary>
/// <param name="Kind">Decides which of the other members are there.</param>
public sealed record ProbeReply(ProbeReplyKind Kind)
{
    /// <summary>Ready: the runtime's version.</summary>
    public string? Version { get; init; }

    /// <summary>Ready: providers built into the runtime.</summary>
    public IReadOnlyList<string>? Providers { get; init; }

    /// <summary>Progress, result: the probe's id.</summary>
    public string? Probe { get; init; }

    /// <summary>Progress: what begins. Failure: what is wrong.</summary>
    public string? Text { get; init; }

    /// <summary>Progress: how far the probe is, from 0 to 1; null where it does not say.</summary>
    public double? Fraction { get; init; }

    /// <summary>Result: what the probe says.</summary>
    public ProbeResult? Result { get; init; }
}
