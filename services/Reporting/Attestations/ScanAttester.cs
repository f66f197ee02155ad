using Assay.Attestation.Dsse;
using Assay.Attestation.InToto;
using Assay.Attestation.Keys;
using Assay.Attestation.Predicates;
using Assay.Contracts.Rules;
using Assay.Contracts.Values;
using Assay.Domain.Verdicts;
using Assay.Reporting.Api;
using Assay.Storage.Attestations;
using Assay.Storage.Facts;
using Assay.Storage.Ledger;
using Assay.Storage.Trust;
using Assay.Storage.Verdicts;
using Assay.Storage.Versions;

namespace Assay.Reporting.Attestations;

/// <summary>Signs what a scan has found. Idempotent: a verdict is attested once, however often and wherever it is asked for.</summary>
public sealed class ScanAttester(
    IScanLedger ledger, IVerdictRepository verdicts, IVersionRepository versions, IAnalyserCatalog catalog, IScanAttestations attestations, IRuleCatalogue? rules = null)
{
    /// <summary>What was made for the newest verdict of a scan; makes it where there is a signer and it was not.</summary>
    /// <param name="scanId">The scan.</param>
    /// <param name="signing">With what; null: nothing is made.</param>
    /// <param name="cancellationToken">Stops it; nothing is made by half.</param>
    public async Task<AttestedScan> OfScanAsync(Guid scanId, AttestationSigning? signing, CancellationToken cancellationToken)
    {
        if (await verdicts.ReadOfScanAsync(scanId, cancellationToken) is not { } verdict)
            return new([], $"There is no verdict of a scan {scanId}; wait for it, or scan the model.", IsUnknown: true);
        var made = await attestations.ReadOfVerdictAsync(verdict.Id, cancellationToken);
        if (made.Count > 0) return new(made, null);
        if (signing is null) return new([], "The scan was not attested, because no key is configured; set Attestation:Key.");
        return await AttestAsync(verdict, signing, cancellationToken);
    }

    private async Task<AttestedScan> AttestAsync(Verdict verdict, AttestationSigning signing, CancellationToken cancellationToken)
    {
        if (verdict.VersionId is not { } versionId || await versions.ReadAsync(versionId, cancellationToken) is not { } version)
            return new([], "The scan did not find out which version it looked at, so there is nothing to attest; scan the model again.");
        if (VersionManifest.Of(version) is not { } manifest)
            return new([], "Not every file of the version was read whole, so no statement could name its content; scan it with --depth full.");
        var analysers = (await catalog.ReadAsync(cancellationToken))
            .ToDictionary(a => a.Id, a => new ScannerRules(a.Stage == Stage.GpuProbe, a.Rules, a.Settings), StringComparer.Ordinal);
        var started = (await ledger.ReadAsync(verdict.ScanId, cancellationToken))?.Scan.CreatedAt ?? verdict.DecidedAt;
        var model = new ScannedModel(verdict.Report with { ScanId = verdict.ScanId }, manifest, AssayTool.Info, started, verdict.DecidedAt, analysers, ReportersOf)
        {
            ValidFor = signing.ValidFor,
            Verifier = signing.Verifier ?? ScannedModel.DefaultVerifier,
        };
        var envelopes = new List<(string, DsseEnvelope)>();
        foreach (var payload in ScanStatements.Of(model)) envelopes.Add((TypeOf(payload), await SignAsync(signing.Signer, payload, cancellationToken)));
        return new(await attestations.StoreAsync(new(verdict.ScanId, verdict.Id, envelopes, signing.Signer.PublicKey, signing.IsInstallationKey), cancellationToken), null);
    }

    private static string TypeOf(byte[] payload) => InTotoStatement.Parse(payload).Value!.PredicateType;

    private static async Task<DsseEnvelope> SignAsync(ISigner signer, byte[] payload, CancellationToken cancellationToken) => new(
        payload,
        DsseEnvelope.InTotoPayloadType,
        [new(await signer.SignAsync(PreAuthenticationEncoding.Of(DsseEnvelope.InTotoPayloadType, payload), cancellationToken), "")]);

    /// <summary>Several analysers may share a rule.</summary>
    private string[] ReportersOf(string rule) => rules?.Find(rule)?.Analyser.Split(", ") ?? [];
}
