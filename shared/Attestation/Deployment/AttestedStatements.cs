using System.Security.Cryptography;
using Assay.Attestation.Bundles;
using Assay.Attestation.Dsse;
using Assay.Attestation.InToto;
using Assay.Attestation.Predicates;
using Assay.Contracts.Values;

namespace Assay.Attestation.Deployment;

/// <summary>The statements of a file whose signatures and receipts were checked.</summary>
/// <param name="Summary">The verdict; null where there is none that counts, which is among the refusals.</param>
/// <param name="Missing">Statements that the verdict names and the file lacks.</param>
/// <param name="LogIndex">Of the verdict's entry in the log; null where it was not looked for, or not proved.</param>
internal sealed record AttestedStatements(VerificationSummary? Summary, int Missing, long? LogIndex)
{
    private const string Fetch = "fetch the attestation anew from the server that made it";

    public static AttestedStatements Read(IReadOnlyList<SigstoreBundle> bundles, DeploymentTrust trust, List<DeploymentRefusal> refusals)
    {
        var (verdicts, others) = (new List<(VerificationSummary Summary, long? Index)>(), new List<Sha256Digest>());
        foreach (var bundle in bundles)
        {
            if (Signed(bundle, trust, refusals) is not { } signed) continue;
            var statement = InTotoStatement.Parse(signed.Envelope.Payload);
            if (!statement.IsOk) Refuse(refusals, DeploymentReasons.NotAnAttestation, $"A signed statement cannot be read: {statement.Reason}.");
            else if (Content(statement.Value) is { } reason) Refuse(refusals, DeploymentReasons.NotAnAttestation, $"A signed statement is of no use: {reason}.");
            else if (statement.Value.PredicateType != PredicateTypes.VerificationSummary) others.Add(Sha256Digest.FromBytes(SHA256.HashData(signed.Envelope.Payload)));
            else
            {
                var summary = VerificationSummaryJson.Read(statement.Value).Value!;
                CheckRetirement(signed.Key, summary.TimeVerified, signed.Index, refusals);
                verdicts.Add((summary, signed.Index));
            }
        }
        if (verdicts.Count != 1)
        {
            if (refusals.Count == 0 || verdicts.Count > 1) Refuse(refusals, DeploymentReasons.NoVerdict, $"The file holds {verdicts.Count} verdicts; one is expected.");
            return new(null, 0, null);
        }
        var inputs = verdicts[0].Summary.Inputs.Select(i => i.Sha256).ToHashSet();
        if (others.Any(o => !inputs.Contains(o)) || others.Distinct().Count() != others.Count)
            Refuse(refusals, DeploymentReasons.Foreign, "A statement in the file is not one that the verdict rests on.");
        return new(verdicts[0].Summary, inputs.Count(i => !others.Contains(i)), verdicts[0].Index);
    }

    private static (DsseEnvelope Envelope, AttestationKey Key, long? Index)? Signed(SigstoreBundle bundle, DeploymentTrust trust, List<DeploymentRefusal> refusals)
    {
        if (bundle.Content is not EnvelopeContent { Envelope: { PayloadType: DsseEnvelope.InTotoPayloadType } envelope })
        {
            Refuse(refusals, DeploymentReasons.NotAnAttestation, "A line of the file is a signature of another kind; 'assay verify --signature' checks those of models.");
            return null;
        }
        var signed = envelope.SignedBytes();
        if (trust.Keys.FirstOrDefault(k => k.Key.Verify(signed, envelope.Signatures[0].Signature)) is not { } key)
        {
            refusals.Add(new(DeploymentReasons.SignatureWrong, "No trusted key has signed an attestation of the file, or it was changed since.", "check which key the attestation was made with, and fetch it anew"));
            return null;
        }
        var index = trust.Registry is { } registry ? LogReceipt.Check(bundle, envelope, key.Key, registry, refusals) : null;
        return (envelope, key, index);
    }

    /// <summary>Null: it can be read as what it says it is.</summary>
    private static string? Content(InTotoStatement statement) => statement.PredicateType switch
    {
        PredicateTypes.VerificationSummary => VerificationSummaryJson.Read(statement).Reason,
        PredicateTypes.Vulns => VulnsJson.Read(statement).Reason,
        PredicateTypes.TestResult => TestResultJson.Read(statement).Reason,
        _ => "its predicate is of a type that a scan does not make",
    };

    private static void CheckRetirement(AttestationKey key, DateTimeOffset time, long? index, List<DeploymentRefusal> refusals)
    {
        if (key.RetiredAt is not { } end || (time <= end && !(index >= key.RetiredAtSize))) return;
        refusals.Add(new(DeploymentReasons.KeyRetired, $"The key that signed the verdict was put out of use {end:u}, before it signed.", "attest the scan anew with the key in use, and ask who has the old one"));
    }

    private static void Refuse(List<DeploymentRefusal> refusals, string id, string message) => refusals.Add(new(id, message, Fetch));
}
