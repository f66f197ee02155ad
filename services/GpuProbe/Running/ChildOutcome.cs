using Assay.Analysis.Probes;
using Assay.Sandbox;

namespace Assay.GpuProbe.Running;

/// <summary>What came of one child. Everything from the child has been checked and quoted.</summary>
public sealed record ChildOutcome
{
    /// <summary>True: the runtime and the provider worked; from there on the model is to blame.</summary>
    public bool Ready { get; init; }

    /// <summary>Version of the runtime; null before the child was ready.</summary>
    public string? Version { get; init; }

    /// <summary>Providers built into the runtime.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Results by probe id.</summary>
    public IReadOnlyDictionary<string, ProbeResult> Results { get; init; } = new Dictionary<string, ProbeResult>();

    /// <summary>The probe that was at work last; null for none.</summary>
    public string? Probe { get; init; }

    /// <summary>What it was doing.</summary>
    public string? Doing { get; init; }

    /// <summary>Why the child could not work; null where it could.</summary>
    public string? Failure { get; init; }

    /// <summary>True: everything asked for was answered.</summary>
    public bool Done { get; init; }

    /// <summary>What the child did against the protocol; null for nothing.</summary>
    public string? Violation { get; init; }

    /// <summary>How it ended; null only while it runs.</summary>
    public SandboxExit? Exit { get; init; }
}
