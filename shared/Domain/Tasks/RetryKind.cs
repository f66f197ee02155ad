namespace Assay.Domain.Tasks;

/// <summary>The kinds of <see cref="RetryDecision"/>.</summary>
public enum RetryKind
{
    /// <summary>Ready again after the wait; counts as an attempt.</summary>
    Retry,
    /// <summary>Ready again after the wait; does not count as an attempt.</summary>
    Defer,
    /// <summary>Replace by one task a file.</summary>
    Split,
    /// <summary>Final: <see cref="TaskState.Quarantined"/>.</summary>
    Quarantine,
    /// <summary>Final: <see cref="TaskState.Failed"/>.</summary>
    GiveUp,
}
