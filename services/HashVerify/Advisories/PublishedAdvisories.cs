using Assay.HashVerify.Sources;

namespace Assay.HashVerify.Advisories;

/// <summary>
/// What advisories say of a version. They are among the records of trust, so whatever is said here is said anew when an advisory is issued, changed or
/// withdrawn.
/// </summary>
internal sealed class PublishedAdvisories : ITrustedSource
{
    public string Id => "advisories";

    public Task<SourceAnswer> AskAsync(SourceQuestion question, CancellationToken cancellationToken) => Task.FromResult(
        question.Records.Advisories.Count == 0 ? SourceAnswer.Nothing : new SourceAnswer([], [.. question.Records.Advisories.Select(AdvisoryFindings.Of)], []));
}
