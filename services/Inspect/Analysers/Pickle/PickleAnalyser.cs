using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Pickle;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Follows pickles symbolically and judges every import and call against a list of what is known to be harmless.</summary>
public sealed class PickleAnalyser : IAnalyser, IRuleData
{
    /// <summary>Harmless imports remembered; others are always remembered.</summary>
    internal const int MaxImports = 20_000;

    /// <summary>Trailing bytes that writers pad with.</summary>
    private const int PaddingBytes = 8;

    private readonly GlobalRules _rules = GlobalRules.Load();
    private readonly GlobalJudge _judge;

    public PickleAnalyser() => _judge = new(_rules);

    public AnalyserManifest Manifest { get; } = new("pickle", 4, Maturity.Enforcing, [FileFormat.Pickle], PickleRules.All)
    {
        Limits = new() { Time = TimeSpan.FromSeconds(300) },
    };

    /// <inheritdoc/>
    public Sha256Digest DataDigest => _rules.Digest;

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingList(context);
        var examination = new PickleExamination(context.Bytes, 0, _judge, findings, new NestedBytes(_judge, findings, cancellationToken));
        var end = PickleFile.Read(context.Bytes, examination, cancellationToken);
        examination.Finish();
        ReportEnd(context, end, findings, cancellationToken);
        if (findings.IsCut) findings.Add(PickleRules.Limit, 0, "There are more findings than are listed; the gravest are.");
        // Storages behind a legacy torch file are raw numbers: nothing in them can run.
        var understood = end.IsLegacyTorch ? context.Bytes.Length : end.Understood;
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), understood));
    }

    private static void ReportEnd(AnalysisContext context, PickleFileEnd end, FindingList findings, CancellationToken cancellationToken)
    {
        foreach (var offset in end.Hidden)
            findings.Add(PickleRules.Hidden, offset, $"A pickle begins at {offset}, behind bytes that are none.");
        if (end.Last.State != PickleEndState.Complete && (end.Last.HasProtocol || end.Last.Calls > 0 || end.Last.Imports > 0))
        {
            findings.Add(
                PickleRules.Damaged, end.Last.Offset,
                $"The pickle cannot be followed beyond {end.Last.Offset}: {end.Last.Reason}. What stands before that runs when the file is loaded.");
        }
        if (end.Last.State != PickleEndState.Complete || end.TrailingLength == 0 || end.IsLegacyTorch) return;
        if (end.Hidden.Count > 0 || !(end.First.HasProtocol || end.First.Calls > 0) || IsPadding(context.Bytes, end.Understood)) return;
        var format = FileTypeDetector.Detect(context.Bytes.Slice(end.Understood, end.TrailingLength), cancellationToken).Format;
        // A number and then raw data: torch's tar format counts its tensors so.
        if (end.First.ResultIsInteger && format == FileFormat.Unknown) return;
        var what = format == FileFormat.Unknown ? "" : $", which look like {format}";
        findings.Add(PickleRules.Trailing, end.Understood, $"{end.TrailingLength} bytes stand behind the end of the pickle{what}.");
    }

    private static bool IsPadding(ByteSource source, long offset)
    {
        Span<byte> bytes = stackalloc byte[PaddingBytes + 1];
        bytes = bytes[..source.Read(offset, bytes)];
        return bytes.Length <= PaddingBytes && bytes.IndexOfAnyExcept("\0\r\n "u8) < 0;
    }
}
