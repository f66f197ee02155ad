namespace Assay.Domain.Tasks;

/// <summary>Where a task stands. Everything after <see cref="Leased"/> is final, but a failed or quarantined task may be retried by a person.</summary>
public enum TaskState
{
    /// <summary>May be claimed once its not-before time has come.</summary>
    Ready = 0,
    /// <summary>A worker holds it until the lease ends.</summary>
    Leased = 1,
    Succeeded = 2,
    /// <summary>Ended with an expected failure after its attempts.</summary>
    Failed = 3,
    /// <summary>Its worker died or hung on every attempt: the input is taken out of circulation.</summary>
    Quarantined = 4,
    Cancelled = 5,
    /// <summary>Replaced by one task for each of its files, after a crash, so that one bad file does not take the others with it.</summary>
    Split = 6,
}
