using Assay.Analysis;
using Assay.Analysis.Containers;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Expansion;

namespace Assay.Inspect.Walk;

/// <summary>The state of one walk: what was seen, what is left of the limits.</summary>
internal sealed class WalkRun(Sha256Digest artifact, long length, Depth depth, IReadOnlyList<IAnalyser> analysers, WalkLimits limits, TimeProvider time)
{
    /// <summary>Findings of the walk itself that are kept; the worst come first in honest numbers long before.</summary>
    private const int MaxFindings = 500;

    /// <summary>Ranges that are listed; all are counted.</summary>
    private const int MaxGaps = 32;

    /// <summary>Formats that hold nothing but characters, pixels or numbers: their bytes are accounted for by being what they are.</summary>
    private static readonly HashSet<string> PassiveFormats = [FileFormat.Empty, FileFormat.Text, FileFormat.Json, FileFormat.Image, FileFormat.TensorData];

    private readonly List<string> _formats = [];
    private readonly Dictionary<string, List<IAnalyser>> _accepting = [];
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<IAnalyser, AnalyserOutcome> _outcomes = [];
    private readonly long _start = time.GetTimestamp();
    private readonly List<CoverageGap> _gaps = [];
    private string? _partial;
    private int _members;

    public ExpansionBudget Budget { get; } = new(limits.Expansion, length);

    /// <summary>What of the artifact is accounted for; nothing until the walk has come to its end.</summary>
    public NodeCoverage? Accounted { get; set; }

    public int MembersLeft => Math.Max(0, limits.Members - _members);

    /// <summary>Incidental bytes are followed where they are something that can be loaded or opened, not for being text or zeros.</summary>
    public static bool IsWorthALook(FormatGuess guess) =>
        guess.Format is not (FileFormat.Unknown or FileFormat.Text or FileFormat.Json or FileFormat.Empty);

    public void Saw(FormatGuess guess, string hint, string? member, bool isIncidental)
    {
        foreach (var format in guess.All)
        {
            if (!_formats.Contains(format)) _formats.Add(format);
        }
        var at = new FindingLocation("", member is null ? null : EvidenceText.Quote(member));
        if (NameClaims.IsBroken(hint, guess.Format))
            Add(ArchiveRules.Misnamed.Report($"The name says {hint}, the content is {guess.Format}; it was examined as what it is.", at));
        if (isIncidental) Add(ArchiveRules.Unlisted.Report($"Bytes that no directory lists look like {guess.Format}; they were examined.", at));
        // Text that could also be followed as a pickle does nothing as one; the analyser says so if it does.
        if (guess.Also.Count == 0 || guess.Format is FileFormat.Text or FileFormat.Json or FileFormat.Unknown) return;
        if (guess.Also is [FileFormat.Pickle] && guess.Format is not (FileFormat.Zip or FileFormat.TorchZip or FileFormat.Tar)) return;
        // Metadata tools append labels to a TensorFlow Lite model as an archive; the archive is opened like any other.
        if (guess is { Format: FileFormat.TfLite, Also: [FileFormat.Zip] } or { Format: FileFormat.Zip, Also: [FileFormat.TfLite] }) return;
        Add(ArchiveRules.Polyglot.Report($"The bytes are {guess.Format} and also {string.Join(", ", guess.Also)}; each was examined.", at));
    }

    /// <summary>Has every analyser that accepts the format examine the node; how much the best of them accounts for.</summary>
    public async ValueTask<NodeCoverage> AnalyseAsync(string format, string hint, ByteSource bytes, string? member, CancellationToken cancellationToken)
    {
        var covered = new NodeCoverage(bytes.Length, PassiveFormats.Contains(format) ? bytes.Length : 0);
        foreach (var analyser in Accepting(format))
        {
            if (!_outcomes.TryGetValue(analyser, out var outcome)) _outcomes[analyser] = outcome = new(analyser);
            if (outcome.Error is not null) continue;
            var result = await AnalyseAsync(analyser, outcome, new(artifact, format, bytes, member, depth) { Hint = hint }, cancellationToken).ConfigureAwait(false);
            if (result is null || Math.Min(result.BytesUnderstood, bytes.Length) <= covered.Understood) continue;
            covered = covered with { Understood = Math.Min(result.BytesUnderstood, bytes.Length), Unread = result.Unread };
        }
        return covered;
    }

    /// <summary>Lists what of a node is not accounted for. A container's gaps are those of its members, which are listed already.</summary>
    public void NotUnderstood(NodeCoverage node, string? member, string format)
    {
        if (node.Missing <= 0 || (_gaps.Count > 0 && member is null)) return;
        if (member is not null && _gaps.Exists(g => g.Member?.StartsWith(EvidenceText.Quote(member) + "!/", StringComparison.Ordinal) == true)) return;
        var reason = format == FileFormat.Unknown ? "no known format" : $"not accounted for as {format}";
        var ranges = node.Unread.Count > 0 ? node.Unread : [new(node.Understood, node.Missing)];
        foreach (var range in ranges.Take(MaxGaps - _gaps.Count))
            _gaps.Add(new(member is null ? null : EvidenceText.Quote(member), range.Offset, range.Length, reason));
    }

    /// <summary>False: no more members are examined.</summary>
    public bool TakeMember(string? container)
    {
        if (_members++ < limits.Members) return true;
        Stop($"The file has more than {limits.Members} members; the rest was not examined.", container, "more members than are examined");
        return false;
    }

    public void TooDeep(string? container) =>
        Stop($"Containers are nested more than {limits.Depth} deep; the innermost was not opened.", container, "containers are nested too deep");

    public void CannotOpen(string format, string? member)
    {
        Add(ArchiveRules.Unreadable.Report(
            $"The bytes are {format}, which is not opened here; what is inside was not examined.", new("", member is null ? null : EvidenceText.Quote(member))));
        _partial ??= $"{format} is not opened";
    }

    /// <summary>An examination went on into bytes that are not there: what it says of them is worth nothing, and that is said.</summary>
    public void NotFetched(ByteRange missed)
    {
        _partial ??= $"bytes from {missed.Offset} on were not fetched at this depth";
        _gaps.Add(new(null, missed.Offset, missed.Length, "not fetched at this depth"));
    }

    public void Bomb(ExpansionTally tally, string? container) => Add(ArchiveRules.Bomb.Report(
        $"{tally.Expanded} bytes that are no model's data come out of {(long)tally.Packed}.", new("", container is null ? null : EvidenceText.Quote(container))));

    public void OutOfTime() => Stop($"The examination took more than {limits.Time.TotalMinutes} minutes and was stopped.", null, "out of time");

    public void Closed(ContainerContext context)
    {
        foreach (var finding in context.Findings) Add(finding);
        _partial ??= context.PartialReason;
    }

    public WalkResult Result()
    {
        // Stopped early, the walk may have seen a format and not yet called everyone who accepts it: that is partial, not nothing.
        foreach (var analyser in analysers)
        {
            if (_partial is not null && _formats.Exists(f => Accepts(analyser, f)) && !_outcomes.ContainsKey(analyser)) _outcomes[analyser] = new(analyser);
        }
        foreach (var outcome in _outcomes.Values)
        {
            if (_partial is not null) outcome.Partial(_partial);
        }
        return new(_formats, _findings, _partial, [.. _outcomes.Values], time.GetElapsedTime(_start)) { BytesUnderstood = Accounted?.Understood ?? 0, Gaps = _gaps };
    }

    // Archives have tens of thousands of members of a few formats.
    private List<IAnalyser> Accepting(string format)
    {
        if (_accepting.TryGetValue(format, out var accepting)) return accepting;
        return _accepting[format] = [.. analysers.Where(a => Accepts(a, format))];
    }

    private static bool Accepts(IAnalyser analyser, string format) =>
        analyser.Manifest.Accepts.Contains(format) || analyser.Manifest.Accepts.Contains("*");

    private async ValueTask<AnalysisResult?> AnalyseAsync(IAnalyser analyser, AnalyserOutcome outcome, AnalysisContext context, CancellationToken cancellationToken)
    {
        var manifest = analyser.Manifest;
        using var timeout = new CancellationTokenSource(manifest.Limits.Time, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var begin = time.GetTimestamp();
        try
        {
            var result = await analyser.AnalyseAsync(context, both.Token).ConfigureAwait(false);
            outcome.Add(result, context.Member is null, time.GetElapsedTime(begin));
            return result;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A file that takes this long is built to; that is a result, not a failure that a retry would cure.
            outcome.Partial($"stopped after {manifest.Limits.Time.TotalSeconds} s");
            Stop($"The analyser '{manifest.Id}' was stopped after {manifest.Limits.Time.TotalSeconds} s.", context.Member, "an analyser was stopped");
        }
#pragma warning disable CA1031 // An analyser's defect must not take the results of the others with it; it becomes the task's failure.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var where = EvidenceText.Quote(context.Member ?? "the file");
            outcome.Fail($"The analyser '{manifest.Id}' failed on {where} ({context.Format}): {e.GetType().Name}: {EvidenceText.Quote(e.Message)}");
        }
#pragma warning restore CA1031
        return null;
    }

    private void Stop(string message, string? member, string reason)
    {
        Add(ArchiveRules.Limit.Report(message, new("", member is null ? null : EvidenceText.Quote(member))));
        _partial ??= reason;
    }

    private void Add(Finding finding)
    {
        if (_findings.Count < MaxFindings) _findings.Add(finding);
        else _partial ??= $"more than {MaxFindings} findings about containers";
    }
}
