using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Formats;
using Assay.Formats.Outline;
using Assay.Hosting.Workers;
using Assay.Inspect.Walk;
using Assay.Storage;
using Assay.Storage.Blobs;
using Assay.Storage.Facts;

namespace Assay.Inspect.Tasks;

/// <summary>Inspects the files of a task: what is known is skipped, what somebody else is doing right now is waited for, the rest is walked.</summary>
internal sealed class InspectTaskHandler(
    KnownFacts known, IContentLeases leases, IBlobStore blobs, ArtifactWalk walk, FactMaker maker, InspectOptions options, TimeProvider time) : ITaskHandler
{
    public Stage Stage => Stage.Inspect;

    public async Task<TaskOutcome> HandleAsync(ClaimedTask claim, CancellationToken cancellationToken)
    {
        var work = new InspectWork(claim);
        var owner = $"{claim.Task.Id:N}/{claim.Task.Attempt}";
        var missing = await known.ReadAsync(claim.Scan, work.Subjects, cancellationToken).ConfigureAwait(false);
        var open = work.Files.Where(f => !missing[InspectWork.KeyOf(f)].Nothing).ToList();
        if (open.Count == 0) return TaskResult.Nothing;
        var keys = open.ConvertAll(LeaseOf);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewing = Task.CompletedTask;
        try
        {
            var taken = await leases.TakeAsync(keys, owner, options.ContentLease, cancellationToken).ConfigureAwait(false);
            renewing = RenewAsync([.. taken], owner, done.Token);
            foreach (var file in open.Where(f => taken.Contains(LeaseOf(f))))
                await InspectAsync(work, file, missing[InspectWork.KeyOf(file)], cancellationToken).ConfigureAwait(false);
            var others = open.Where(f => !taken.Contains(LeaseOf(f))).ToList();
            foreach (var (file, lacking) in await WaitAsync(claim, others, owner, cancellationToken).ConfigureAwait(false))
                await InspectAsync(work, file, lacking, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(false);
            // Also when stopped: whoever takes the task over must not wait for a lease that nobody works under.
            await leases.ReleaseAsync(keys, owner, CancellationToken.None).ConfigureAwait(false);
        }
        return work.Outcome();
    }

    private async Task InspectAsync(InspectWork work, SubjectFile file, MissingFacts missing, CancellationToken cancellationToken)
    {
        using var blob = await blobs.OpenAsync(file.Sha256, cancellationToken).ConfigureAwait(false);
        if (blob is null)
        {
            work.Failed(
                FailureCategory.Transient, $"{EvidenceText.Quote(file.Path)}: its bytes are missing from the store ({file.Sha256}); ingest the model again.");
            return;
        }
        ByteSource? bytes = new FileByteSource(blob.File);
        if (file.IsOutline) bytes = OutlineFile.Open(bytes);
        if (bytes is null)
        {
            work.Failed(FailureCategory.Internal, $"{EvidenceText.Quote(file.Path)}: its stored outline cannot be read ({file.Sha256}); ingest the model again.");
            return;
        }
        WalkResult result;
        try
        {
            result = await walk.RunAsync(file.Sha256, NameHint.Of(file.Path), bytes, work.Depth, missing.Analysers, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            work.Failed(
                FailureCategory.Resource,
                $"{EvidenceText.Quote(file.Path)}: reading it, or unpacking it to {Path.GetTempPath()}, failed: {EvidenceText.Quote(e.Message)} Check the disk.");
            return;
        }
        work.Found(maker.Make(InspectWork.KeyOf(file), result, missing.Walk));
        foreach (var outcome in result.Analysers)
        {
            if (outcome.Error is not null) work.Failed(FailureCategory.Internal, $"{EvidenceText.Quote(file.Path)}: {outcome.Error}");
        }
    }

    /// <summary>Keeps the leases while the work goes on. Losing one is harmless, so a failure only ends the renewing.</summary>
    private async Task RenewAsync(string[] keys, string owner, CancellationToken cancellationToken)
    {
        if (keys.Length == 0) return;
        using var timer = new PeriodicTimer(options.ContentLease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
                await leases.TakeAsync(keys, owner, options.ContentLease, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or StorageUnavailableException)
        {
            // The work has ended, or the database is away: the lease lapses, and at worst somebody does the same work.
        }
    }

    // Polls for the facts of those who hold the leases; what is still missing when their leases lapse or the time is up is returned, to be done here.
    private async Task<IReadOnlyList<(SubjectFile File, MissingFacts Missing)>> WaitAsync(
        ClaimedTask claim, List<SubjectFile> files, string owner, CancellationToken cancellationToken)
    {
        if (files.Count == 0) return [];
        var begin = time.GetTimestamp();
        while (true)
        {
            var missing = await known.ReadAsync(claim.Scan, [.. files.Select(InspectWork.KeyOf)], cancellationToken).ConfigureAwait(false);
            files.RemoveAll(f => missing[InspectWork.KeyOf(f)].Nothing);
            if (files.Count == 0) return [];
            var taken = await leases.TakeAsync(files.ConvertAll(LeaseOf), owner, options.ContentLease, cancellationToken).ConfigureAwait(false);
            if (taken.Count > 0 || time.GetElapsedTime(begin) >= options.WaitForOthers) return files.ConvertAll(f => (f, missing[InspectWork.KeyOf(f)]));
            await Task.Delay(options.PollInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string LeaseOf(SubjectFile file) => $"inspect:{InspectWork.KeyOf(file).Hex}";
}
