namespace Assay.Storage.Attestations;

/// <summary>A signed statement of a scan.</summary>
/// <param name="PredicateType">Of the statement.</param>
/// <param name="LogIndex">Of its entry in the log.</param>
/// <param name="Bundle">Envelope and receipt: a sigstore bundle in one line of JSON.</param>
public sealed record StoredAttestation(string PredicateType, long LogIndex, string Bundle);
