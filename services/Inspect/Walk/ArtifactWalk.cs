using Assay.Analysis;
using Assay.Analysis.Catalog;
using Assay.Analysis.Containers;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Expansion;

namespace Assay.Inspect.Walk;

/// <summary>
/// Goes through an artifact and everything inside it: detects what each node is, has every analyser that accepts it examine it, and opens it
/// where it is a container. Stateless: one instance serves all artifacts, in parallel.
/// </summary>
public sealed class ArtifactWalk(AnalyserCatalog catalog, WalkLimits limits, TimeProvider time)
{
    /// <summary>
    /// Walks <paramref name="bytes"/>, whose name makes the claim <paramref name="hint"/> (<see cref="NameHint"/>), with all analysers of the catalog, or
    /// with those named.
    /// </summary>
    public async Task<WalkResult> RunAsync(
        Sha256Digest artifact, string hint, ByteSource bytes, Depth depth, IReadOnlyList<IAnalyser>? analysers, CancellationToken cancellationToken)
    {
        var run = new WalkRun(artifact, depth, analysers ?? catalog.Analysers, limits, time);
        using var timeout = new CancellationTokenSource(limits.Time, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await VisitAsync(run, bytes, hint, null, 0, null, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            run.OutOfTime();
        }
        return run.Result();
    }

    private async Task VisitAsync(WalkRun run, ByteSource bytes, string hint, string? member, int depth, ContainerMember? item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var guess = FileTypeDetector.Detect(bytes, hint, cancellationToken);
        var isIncidental = item is { IsIncidental: true };
        if (isIncidental && !WalkRun.IsWorthALook(guess)) return;
        if (guess is { Format: FileFormat.Unknown, Also.Count: 0 } && item?.FormatByPlace is { } place) guess = guess with { Format = place };
        run.Saw(guess, hint, member, isIncidental);
        foreach (var format in guess.All)
        {
            await run.AnalyseAsync(format, hint, bytes, member, cancellationToken).ConfigureAwait(false);
            if (catalog.ContainerFor(format) is { } reader)
                await OpenAsync(run, reader, format, bytes, member, depth, cancellationToken).ConfigureAwait(false);
            else if (IsClosedArchive(format)) run.CannotOpen(format, member);
        }
    }

    // What nobody here can open is said to be unread; it must never look as if nothing were in it.
    private static bool IsClosedArchive(string format) => format is FileFormat.SevenZip or FileFormat.Rar || IsOpenedHere(format);

    // Only where the reader is missing, as in a walk without the service's own.
    private static bool IsOpenedHere(string format) =>
        format is FileFormat.Tar or FileFormat.Zip or FileFormat.TorchZip || Decoders.Formats.Contains(format);

    private async Task OpenAsync(
        WalkRun run, IContainerReader reader, string format, ByteSource bytes, string? member, int depth, CancellationToken cancellationToken)
    {
        if (depth >= limits.Depth)
        {
            run.TooDeep(member);
            return;
        }
        var context = new ContainerContext(bytes, format, member, run.Budget, run.MembersLeft);
        foreach (var item in reader.Open(context, cancellationToken))
        {
            using (item)
            {
                if (!run.TakeMember(member)) break;
                await VisitAsync(run, item.Content.Bytes, NameHint.Of(item.Name), context.PathOf(item.Name), depth + 1, item, cancellationToken).ConfigureAwait(false);
            }
        }
        run.Closed(context);
    }
}
