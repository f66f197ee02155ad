using Assay.Contracts.Values;
using Assay.Domain.Calibration;
using Assay.Domain.Facts;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Verdicts;
using Assay.Domain.Versions;
using Assay.Hosting.Outbox;
using Assay.Storage.Facts;
using Assay.Storage.Ledger;
using Assay.Storage.Trust;
using Assay.Storage.Versions;

namespace Assay.Conductor.Advance;

/// <summary>
/// Moves a scan on as far as it can go now. Reads without locks and writes guarded by the scan's revision, so any number of conductors may work on
/// the same scan at once: one of them moves it, the others find nothing left to do.
/// </summary>
public sealed class ScanAdvancer(
    IScanLedger ledger,
    IVersionRepository versions,
    IFactRepository facts,
    IAnalyserCatalog catalog,
    PolicyCache policies,
    ITrustRecords trust,
    IOutboxDispatcher outbox,
    ProbeCalibration calibration,
    TimeProvider clock)
{
    private readonly ScanPlanner _planner = new(Guid.CreateVersion7);

    public async Task AdvanceAsync(Guid scanId, CancellationToken cancellationToken)
    {
        while (await ledger.ReadAsync(scanId, cancellationToken) is { } snapshot)
        {
            var step = ScanAdvance.Next(snapshot);
            if (step == ScanStep.Wait) return;
            var inputs = await ReadInputsAsync(snapshot, cancellationToken);
            switch (step)
            {
                case ScanStep.PlanExamination:
                    var examination = _planner.Examination(snapshot.Scan, inputs.Version!, inputs.Catalog, inputs.Facts);
                    // Everything is known already: the scan goes through its remaining steps without a write in between.
                    if (examination.Count == 0 && snapshot.Scan.Depth < Depth.Probe)
                    {
                        if (await ConcludeAsync(snapshot, inputs, cancellationToken)) return;
                        break;
                    }
                    Dispatch(await ledger.PlanAsync(scanId, snapshot.Scan.Revision, ScanPhase.Examine, examination, cancellationToken));
                    break;
                case ScanStep.PlanProbes:
                    var probes = _planner.Probes(snapshot.Scan, inputs.Version!, inputs.Catalog, inputs.Facts);
                    Dispatch(await ledger.PlanAsync(scanId, snapshot.Scan.Revision, ScanPhase.Probe, probes, cancellationToken));
                    break;
                default:
                    if (await ConcludeAsync(snapshot, inputs, cancellationToken)) return;
                    break;
            }
        }
    }

    private async Task<bool> ConcludeAsync(ScanSnapshot snapshot, Inputs inputs, CancellationToken cancellationToken)
    {
        var policy = await policies.ReadAsync(snapshot.Scan.PolicyDigest, cancellationToken);
        var evidence = new ScanEvidence(snapshot, inputs.Version, inputs.Facts, inputs.Catalog, policy, clock.GetUtcNow())
        {
            Offered = inputs.Offered,
            Calibration = calibration,
        };
        return Dispatch(await ledger.ConcludeAsync(snapshot.Scan.Revision, VerdictAssembly.Decide(evidence, Guid.CreateVersion7()), cancellationToken));
    }

    private async Task<Inputs> ReadInputsAsync(ScanSnapshot snapshot, CancellationToken cancellationToken)
    {
        var known = await catalog.ReadAsync(cancellationToken);
        if (snapshot.Scan.VersionId is not { } versionId || await versions.ReadAsync(versionId, cancellationToken) is not { } version)
            return new(null, known, new([]), default);
        // Before the facts: whatever changes in between makes the next verdict a new one instead of leaving this one to be carried over.
        var trusted = await trust.ReadAsync(version, snapshot.Scan.Target, cancellationToken);
        var offered = CatalogDigest.Of(known, calibration.Digest, trusted.State);
        var records = trusted.Records.Digest();
        List<AnalyserDescriptor> catalogue = [.. known.Select(a => a.Id == AnalyserDescriptor.HashVerifyId ? a.Under(records) : a)];
        var subjects = version.Files.Where(f => f.IsInspectable).SelectMany(f => new[] { f.Content, InspectSubjects.Key(f) })
            .Concat(ListingSubjects.Of(version)).ToHashSet();
        List<Fact> found = [.. await facts.ReadAsync(subjects, cancellationToken)];
        if (snapshot.Scan.Depth == Depth.Probe)
        {
            // Models with external data have a key of their own, which is known only once their files are inspected.
            var probes = known.Where(a => a.Stage == Stage.GpuProbe).ToList();
            var keys = ProbeSubjects.Of(version, new(found), probes, snapshot.Scan.Bases).SelectMany(m => m.Subjects).Where(k => !subjects.Contains(k)).ToHashSet();
            if (keys.Count > 0) found.AddRange(await facts.ReadAsync(keys, cancellationToken));
        }
        var recorded = new KnownFacts(found);
        // What a declared base resolves to can change while the model stays; then the verdict is made anew, out of facts that are known.
        return new(version, catalogue, recorded, snapshot.Scan.Bases.Count == 0 && IsCurrent(catalogue, recorded, version) ? offered : default);
    }

    /// <summary>False where the digests were compared under another state of trust, which changed while this scan ran.</summary>
    private static bool IsCurrent(List<AnalyserDescriptor> catalogue, KnownFacts facts, ModelVersion version) =>
        catalogue.Find(a => a.Id == AnalyserDescriptor.HashVerifyId) is not { } verifier
        || facts.Find(version.ListingDigest, verifier, DateTimeOffset.MaxValue) is not null;

    private bool Dispatch(Committed<bool> change)
    {
        outbox.Dispatch(change.Messages);
        return change.Value;
    }

    private sealed record Inputs(ModelVersion? Version, IReadOnlyList<AnalyserDescriptor> Catalog, KnownFacts Facts, Sha256Digest Offered);
}
