namespace Assay.Domain.Tasks;

/// <summary>Why a task failed, which decides whether and when it is tried again.</summary>
public enum FailureCategory
{
    /// <summary>A connection broke, a server answered 5xx: soon again.</summary>
    Transient = 0,
    /// <summary>The source asked us to wait: again at the time it named, without counting as an attempt.</summary>
    RateLimited = 1,
    /// <summary>A disk is full, memory is short: later again, an operator has to act.</summary>
    Resource = 2,
    /// <summary>The target does not exist.</summary>
    NotFound = 3,
    /// <summary>The target needs rights that we do not have (gated, private, disabled, unreadable).</summary>
    Forbidden = 4,
    /// <summary>The input cannot be what it claims to be (unreadable, refused by a rule, answer that is not JSON).</summary>
    BadInput = 5,
    /// <summary>The set-up is wrong (no execution provider, no sandbox): a person has to act.</summary>
    Configuration = 6,
    /// <summary>The worker vanished while it held the task.</summary>
    Crashed = 7,
    /// <summary>The task ran into its time limit.</summary>
    TimedOut = 8,
    /// <summary>A defect of ours: an exception that nobody expected.</summary>
    Internal = 9,
}
