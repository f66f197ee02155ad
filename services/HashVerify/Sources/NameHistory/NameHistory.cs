using System.Globalization;
using Assay.Contracts.Findings;
using Assay.Domain.Trust;
using Assay.Domain.Versions;

namespace Assay.HashVerify.Sources.NameHistory;

/// <summary>Compares what a name leads to with what it led to earlier: a name can be given up and registered by somebody else.</summary>
internal sealed class NameHistory : ITrustedSource
{
    public string Id => "name-history";

    public Task<SourceAnswer> AskAsync(SourceQuestion question, CancellationToken cancellationToken)
    {
        var (version, records) = (question.Version, question.Records);
        if (version.RepositoryId is not { } repository) return Task.FromResult(SourceAnswer.Nothing);
        var finding = Other(version, repository, records) is { } other ? TakenOver(version, repository, records, other) : Renamed(version, repository, records);
        return Task.FromResult(finding is null ? SourceAnswer.Nothing : new SourceAnswer([], [finding], []));
    }

    /// <summary>The latest other repository that the name, or the name that was asked for, led to.</summary>
    private static KnownName? Other(ModelVersion version, string repository, TrustRecords records) => records.Names
        .LastOrDefault(n => n.RepositoryId != repository && (n.Name == version.Name || n.Name == records.RequestedName));

    private static Finding TakenOver(ModelVersion version, string repository, TrustRecords records, KnownName other)
    {
        var redirected = records.RequestedName == other.Name && other.Name != version.Name ? $" It now leads to {EvidenceText.Quote(version.Name)}." : "";
        return TrustRules.AnotherRepository.Report(
            $"{EvidenceText.Quote(other.Name)} stood for another repository when it was scanned earlier: somebody else may own the name now.{redirected}",
            new(""),
            Evidence.Quoted("repository now", repository),
            Evidence.Quoted("repository earlier", other.RepositoryId),
            Seen(other));
    }

    private static Finding? Renamed(ModelVersion version, string repository, TrustRecords records)
    {
        if (records.RequestedName is { } requested)
        {
            var known = records.Names.FirstOrDefault(n => n.Name == requested && n.RepositoryId == repository);
            var history = known is null ? "no earlier scan knows which repository it stood for" : "it is the same repository as earlier";
            return TrustRules.OtherName.Report(
                $"The hub redirects {EvidenceText.Quote(requested)} to {EvidenceText.Quote(version.Name)}; {history}.",
                new(""),
                [Evidence.Quoted("repository", repository), .. known is null ? Array.Empty<Evidence>() : [Seen(known)]]);
        }
        if (records.Names.LastOrDefault(n => n.RepositoryId == repository && n.Name != version.Name) is not { } earlier) return null;
        return TrustRules.OtherName.Report(
            $"This repository was called {EvidenceText.Quote(earlier.Name)} when it was scanned earlier; its old name is free for others.",
            new(""),
            Evidence.Quoted("repository", repository),
            Seen(earlier));
    }

    private static Evidence Seen(KnownName name) =>
        new("first seen", $"{EvidenceText.Quote(name.Name)} on {name.FirstSeen.ToString("u", CultureInfo.InvariantCulture)}");
}
