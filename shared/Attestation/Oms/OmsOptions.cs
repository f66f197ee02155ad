namespace Assay.Attestation.Oms;

/// <summary>What whoever verifies asks for.</summary>
public sealed record OmsOptions
{
    /// <summary>
    /// Follows links where the signature does not record whether it allows them (forms before 1.0), or with <see cref="IsLenient"/>.
    /// </summary>
    public bool AllowSymlinks { get; init; }

    /// <summary>Files that are not in the signature do not refuse it; the coverage names them.</summary>
    public bool IgnoreUnsigned { get; init; }

    /// <summary>Paths below the model's root, each with all that is below it, that need no signature; the coverage names them.</summary>
    public IReadOnlyList<string> IgnorePaths { get; init; } = [];

    /// <summary>Where the signature lies below the model's root; null where it lies elsewhere.</summary>
    public string? SignaturePath { get; init; }

    /// <summary>As of when certificates have to be valid.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Accepts what the reference implementation accepts, and says so.</summary>
    public bool IsLenient { get; init; }

    /// <summary>Files that are hashed at the same time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
