using System.Security.Cryptography;
using Assay.Attestation.Dsse;
using Assay.Attestation.Json;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Sigstore;

/// <summary>Whether a signed in-toto statement is about an artifact (in-toto Attestation Framework 1.0: subjects match by digest alone).</summary>
internal static class StatementSubjects
{
    /// <summary>A statement about a large release lists some ten thousand.</summary>
    private const int Most = 1_000_000;

    private static readonly (string Name, HashAlgorithmName Algorithm)[] _digests =
        [("sha256", HashAlgorithmName.SHA256), ("sha384", HashAlgorithmName.SHA384), ("sha512", HashAlgorithmName.SHA512)];

    /// <summary>Null where one of the statement's subjects is the artifact.</summary>
    public static SigstoreRefusal? Refusal(DsseEnvelope envelope, SigstoreSubject subject)
    {
        if (envelope.PayloadType != DsseEnvelope.InTotoPayloadType)
            return Mismatch($"the envelope holds {EvidenceText.Quote(envelope.PayloadType)} and not an in-toto statement, which would name what it is about");
        var statement = StrictJson.ParseObject(envelope.Payload);
        if (!statement.IsOk) return Mismatch($"the statement in the envelope cannot be read: {statement.Reason}");
        var fields = statement.Value;
        var type = fields.Text("_type");
        var found = fields.Objects("subject", Most).Any(s => IsAbout(s, subject));
        if (fields.Problem.First is { } reason) return Mismatch($"the statement in the envelope cannot be read: {reason}");
        if (type is not ("https://in-toto.io/Statement/v1" or "https://in-toto.io/Statement/v0.1"))
            return Mismatch("the envelope holds no in-toto statement");
        return found ? null : Mismatch("none of the statement's subjects has its digest");
    }

    /// <summary>One digest has to be equal, and none may contradict.</summary>
    private static bool IsAbout(JsonFields listed, SigstoreSubject subject)
    {
        var digests = listed.OptionalObject("digest");
        var equal = _digests.Select(d => (Said: digests?.OptionalText(d.Name), Known: subject.Digest(d.Algorithm)))
            .Where(d => d is { Said: not null, Known: not null })
            .Select(d => d.Said == Convert.ToHexStringLower(d.Known!))
            .ToList();
        return equal.Count > 0 && equal.TrueForAll(e => e);
    }

    private static SigstoreRefusal Mismatch(string why) =>
        new(SigstoreReasons.DigestMismatch, $"The signed statement is not about this artifact: {why}.");
}
