using Assay.Domain.Tasks;

namespace Assay.Ingest.Sources;

/// <summary>Makes answers.</summary>
public static class Answers
{
    public static Answer<T> Of<T>(T value) where T : class => new(value, null);

    public static TaskFailure Fail(FailureCategory category, string message, TimeSpan? retryAfter = null) => new(category, message, retryAfter);
}
