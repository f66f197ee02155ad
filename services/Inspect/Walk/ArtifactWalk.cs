using Assay.Analysis;
using Assay.Analysis.Catalog;
using Assay.Analysis.Containers;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Expansion;
using Assay.Formats.Outline;

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
        if (bytes is FileByteSource) bytes = new CachedByteSource(bytes);
        var run = new WalkRun(artifact, bytes.Length, depth, analysers ?? catalog.Analysers, limits, time);
        using var timeout = new CancellationTokenSource(limits.Time, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            run.Accounted = (await VisitAsync(run, bytes, hint, null, 0, null, 1, both.Token).ConfigureAwait(false)).Coverage;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            run.OutOfTime();
        }
        if (bytes is OutlineByteSource { Missed: { } missed }) run.NotFetched(missed);
        return run.Result();
    }

    private async Task<(NodeCoverage Coverage, bool IsPlain)> VisitAsync(
        WalkRun run, ByteSource bytes, string hint, string? member, int depth, ContainerMember? item, double growth, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var guess = item?.FormatByPlace == FileFormat.TensorData
            ? FileTypeDetector.DetectAmongNumbers(bytes, cancellationToken) : FileTypeDetector.Detect(bytes, hint, cancellationToken);
        var isIncidental = item is { IsIncidental: true };
        var covered = new NodeCoverage(bytes.Length, 0);
        if (isIncidental && !WalkRun.IsWorthALook(guess)) return (covered with { Understood = bytes.Length }, false);
        if (guess is { Format: FileFormat.Unknown, Also.Count: 0 } && item?.FormatByPlace is { } place) guess = guess with { Format = place };
        run.Saw(guess, hint, member, isIncidental);
        foreach (var format in guess.All)
        {
            var seen = await run.AnalyseAsync(format, hint, bytes, member, cancellationToken).ConfigureAwait(false);
            if (catalog.ContainerFor(format) is { } reader)
                seen = seen.Or(await OpenAsync(run, reader, format, bytes, member, depth, growth, cancellationToken).ConfigureAwait(false));
            else if (IsClosedArchive(format)) run.CannotOpen(format, member);
            covered = covered.Or(seen);
        }
        covered = ZeroBytes.Excuse(covered, bytes);
        run.NotUnderstood(covered, member, guess.Format);
        return (covered, !isIncidental && guess is { Format: FileFormat.Unknown or FileFormat.Text or FileFormat.Json, Also.Count: 0 });
    }

    // What nobody here can open is said to be unread; it must never look as if nothing were in it.
    private static bool IsClosedArchive(string format) => format is FileFormat.SevenZip or FileFormat.Rar || IsOpenedHere(format);

    // Only where the reader is missing, as in a walk without the service's own.
    private static bool IsOpenedHere(string format) =>
        format is FileFormat.Tar or FileFormat.Zip or FileFormat.TorchZip || Decoders.Formats.Contains(format);

    private async Task<NodeCoverage> OpenAsync(
        WalkRun run, IContainerReader reader, string format, ByteSource bytes, string? member, int depth, double growth, CancellationToken cancellationToken)
    {
        if (depth >= limits.Depth)
        {
            if (!reader.Manifest.IsSearch) run.TooDeep(member);
            return new(bytes.Length, 0);
        }
        var tally = new ExpansionTally();
        var context = new ContainerContext(bytes, format, member, run.Budget, run.MembersLeft);
        var accounted = new ContainerTally();
        var isWhole = true;
        foreach (var item in reader.Open(context, cancellationToken))
        {
            using (item)
            {
                if (!run.TakeMember(member))
                {
                    isWhole = false;
                    break;
                }
                var own = growth * item.Content.Bytes.Length / Math.Max(1, item.CompressedLength ?? item.Content.Bytes.Length);
                var (inside, isPlain) = await VisitAsync(
                    run, item.Content.Bytes, NameHint.Of(item.Name), context.PathOf(item.Name), depth + 1, item, Math.Max(1, own), cancellationToken).ConfigureAwait(false);
                accounted.Add(inside);
                if (isPlain) tally.Add(item.Content.Bytes.Length, own);
            }
        }
        if (tally.IsBomb) run.Bomb(tally, member);
        run.Closed(context);
        return accounted.Of(bytes.Length, isWhole && context.PartialReason is null && !reader.Manifest.IsSearch);
    }
}
