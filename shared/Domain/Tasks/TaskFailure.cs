namespace Assay.Domain.Tasks;

/// <summary>An expected failure of a task, as a value.</summary>
/// <param name="Category">Decides about retries.</param>
/// <param name="Message">One line for a person: what failed, on which input, what to do next. At most 4 KiB are kept.</param>
/// <param name="RetryAfter">The wait that the other side asked for; null for the default of the category.</param>
public sealed record TaskFailure(FailureCategory Category, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>Longest message that is kept: longer ones break the bus and help nobody.</summary>
    public const int MaxMessageLength = 4096;

    public string Message { get; init; } = Message.Length <= MaxMessageLength ? Message : Message[..MaxMessageLength];
}
