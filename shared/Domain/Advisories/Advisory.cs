using System.Text.Json.Serialization;
using Assay.Contracts.Values;

namespace Assay.Domain.Advisories;

/// <summary>
/// What is known to be wrong with certain weights, and what to use instead: the master record, from which every other format is made. Weights cannot be
/// patched, so an advisory names bytes, versions, tensors or ancestors. A revision is immutable; a change is another revision.
/// </summary>
public sealed record Advisory
{
    /// <summary>What the JSON of a record calls itself.</summary>
    public const string SchemaName = "assay.advisory/1";

    public string Schema { get; init; } = SchemaName;

    /// <summary>Given by the issuing instance, e.g. <c>ASY-ADV-2026-0001</c>, or by the database that it was imported from.</summary>
    public required string Id { get; init; }

    /// <summary>1 for the first; grows with each change, a withdrawal included.</summary>
    public int Revision { get; init; } = 1;

    public required string Title { get; init; }

    /// <summary>What it is, how it was found, what it does.</summary>
    public required string Summary { get; init; }

    public required Severity Severity { get; init; }

    public AdvisoryStatus Status { get; init; }

    /// <summary>Ids elsewhere: CVE, GHSA, AVID.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public IReadOnlyList<AdvisoryReference> References { get; init; } = [];

    /// <summary>What it is about. May be empty: an advisory may name no weights.</summary>
    public IReadOnlyList<AdvisoryTarget> Affected { get; init; } = [];

    /// <summary>Versions that are named by <see cref="Affected"/> and do not have the flaw: manifest digests and package URLs.</summary>
    public IReadOnlyList<AdvisoryTarget> Unaffected { get; init; } = [];

    /// <summary>What to use instead: manifest digest or package URL; null for nothing.</summary>
    public AdvisoryTarget? Replacement { get; init; }

    /// <summary>Who says so: an instance's name, or the database that it was imported from.</summary>
    public required string Issuer { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Why it was withdrawn; null while it stands.</summary>
    public string? WithdrawnReason { get; init; }

    [JsonIgnore]
    public bool IsWithdrawn => WithdrawnAt is not null;
}
