using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.GpuProbe.Catalog;
using Assay.GpuProbe.Running;
using Assay.Hosting.Workers;
using Assay.Sandbox;
using Assay.Storage.Blobs;
using Assay.Storage.Facts;

namespace Assay.GpuProbe;

/// <summary>Runs the models of a task. Facts that are known already are not gained again.</summary>
public sealed class GpuProbeTaskHandler(
    IBlobStore blobs, IFactRepository facts, ProbeCatalog catalog, ProbeDescriptors descriptors, InstalledRuntime runtime, ProbeRunner runner,
    SandboxSupport sandbox, TimeProvider time) : ITaskHandler
{
    public Stage Stage => Stage.GpuProbe;

    public async Task<TaskOutcome> HandleAsync(ClaimedTask claim, CancellationToken cancellationToken)
    {
        var offered = descriptors.Descriptors;
        if (offered.Count == 0) return TaskOutcome.Fail(FailureCategory.Configuration, $"Models cannot be run: {runtime.Problem}");
        var subject = claim.Task.Subject;
        var known = claim.Scan.Refresh ? [] : await KnownAsync(subject, cancellationToken);
        var found = new List<Fact>();
        foreach (var file in subject.Files)
        {
            var key = ProbeSubjects.Key(file, subject.Companions);
            var missing = offered.Where(descriptor => !known.Contains(KeyOf(descriptor, key, subject.Reference))).ToList();
            if (missing.Count == 0) continue;
            var (run, seconds) = await RunAsync(file, subject, missing, cancellationToken);
            if (run.Failure is { } failure) return failure;
            foreach (var descriptor in missing) found.Add(await RecordAsync(descriptor, KeyOf(descriptor, key, subject.Reference), run, seconds, cancellationToken));
        }
        return new TaskResult { Facts = found };
    }

    private static FactKey KeyOf(AnalyserDescriptor descriptor, Sha256Digest subject, ReferenceModel? reference) =>
        descriptor.KeyFor(ProbeSubjects.KeyFor(descriptor, subject, reference));

    private async Task<HashSet<FactKey>> KnownAsync(TaskSubject subject, CancellationToken cancellationToken)
    {
        var own = subject.Files.Select(file => ProbeSubjects.Key(file, subject.Companions)).ToHashSet();
        List<Sha256Digest> keys = [.. own];
        if (subject.Reference is { } reference) keys.AddRange(own.Select(key => ProbeSubjects.Key(key, reference)));
        return [.. (await facts.ReadAsync(keys, cancellationToken)).Select(fact => fact.Key)];
    }

    private async Task<(ProbeRun Run, double Seconds)> RunAsync(
        SubjectFile file, TaskSubject subject, IReadOnlyList<AnalyserDescriptor> wanted, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var sandboxed = (await sandbox.DetectAsync(cancellationToken)).Available;
        var (layout, missing) = await ModelLayout.CreateAsync(blobs, file, subject.Companions, subject.Reference, sandboxed, cancellationToken);
        if (layout is null)
        {
            var message = $"{EvidenceText.Quote(missing!.Path)} ({missing.Sha256}) is not in the blob store any more; scan the model again.";
            return (new(new Dictionary<string, ProbeResult>(), [], new(FailureCategory.Transient, message)), 0);
        }
        using var owned = layout;
        var run = await runner.RunAsync(layout, catalog.Ordered(wanted.Select(descriptor => descriptor.Id)), cancellationToken);
        if (layout.LeftOut > 0)
        {
            run = run with { Warnings = [.. run.Warnings, $"{layout.LeftOut} companion files outside the model's folder were left out."] };
        }
        return (run, time.GetElapsedTime(begin).TotalSeconds);
    }

    private async Task<Fact> RecordAsync(AnalyserDescriptor descriptor, FactKey key, ProbeRun run, double seconds, CancellationToken cancellationToken)
    {
        var result = run.Results[descriptor.Id];
        var body = new FactBody
        {
            Status = result.NotApplicable is not null ? CoverageStatus.Skipped : result.PartialReason is null ? CoverageStatus.Ran : CoverageStatus.Partial,
            Reason = result.NotApplicable ?? result.PartialReason,
            Findings = result.Findings,
            Statistics = result.Statistics,
            Attachments = await StoreAsync(descriptor.Id, result.Attachments, cancellationToken),
            Warnings = run.Warnings,
            Seconds = seconds,
        };
        return new(key, body, time.GetUtcNow());
    }

    private async Task<IReadOnlyList<AttachmentReport>> StoreAsync(string probe, IReadOnlyList<ProbeAttachment> attachments, CancellationToken cancellationToken)
    {
        var stored = new List<AttachmentReport>(attachments.Count);
        foreach (var attachment in attachments)
        {
            using var content = new MemoryStream(attachment.Content, writable: false);
            var receipt = await blobs.PutAsync(content, new(attachment.Content.Length), cancellationToken);
            stored.Add(new(probe, "", attachment.Name, attachment.MediaType, receipt.Sha256, receipt.Length));
        }
        return stored;
    }
}
