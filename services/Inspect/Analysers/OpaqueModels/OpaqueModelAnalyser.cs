using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.OpaqueModels;

/// <summary>
/// Examines models whose structure is not public, or does not matter: engines, boosters, vectors. Their texts are looked through for commands,
/// libraries and user
/// functions, and their first sizes are checked.
/// </summary>
public sealed class OpaqueModelAnalyser : IAnalyser
{
    public AnalyserManifest Manifest { get; } = new(
        "opaque-models", 2, Maturity.Enforcing, [.. OpaqueFormat.All.Select(f => f.Format)], [.. OpaqueFormat.All.SelectMany(f => f.Rules.All),
        OpaqueFormat.External]);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var format = OpaqueFormat.All.First(f => f.Format == context.Format);
        var findings = new FindingSheet(context);
        var judge = new TextJudge(findings, format.Rules, cancellationToken);
        if (context.Format == FileFormat.CatBoost) CatBoost(context.Bytes, findings, format.Rules, judge);
        if (context.Format == FileFormat.TensorRt) NativeCode(context.Bytes, findings, format.Rules, cancellationToken);
        var read = TextRuns.Read(context.Bytes, (text, offset) => Text(format, text, offset, findings, judge), cancellationToken);
        var rest = context.Bytes.Length - read;
        var result = new AnalysisResult(findings.Ordered(), read, rest > 0 ? "only the texts of the beginning were looked through" : null);
        return ValueTask.FromResult(rest > 0 ? result with { Unread = [new(read, rest)] } : result);
    }

    private static void Text(OpaqueFormat format, string text, long offset, FindingSheet findings, TextJudge judge)
    {
        // The words of vectors are anything that people write.
        if (format.HasOnlyWords) return;
        judge.Text(text, offset, "A text", format.Libraries && text.Length < 4096);
        foreach (var word in TextWords.Of(format.Looks.Count > 0 ? text : ""))
        {
            if (!format.Looks.Contains(word, StringComparer.Ordinal)) continue;
            findings.Add(OpaqueFormat.External, offset, $"The model names {word}, by which CNTK runs code outside of the model.",
                Evidence.Quoted("text", text));
        }
    }

    private static void CatBoost(ByteSource source, FindingSheet findings, FormatRules rules, TextJudge judge)
    {
        if (!new Window(source, 16).TryInt32(4, false, out var stored)) findings.Add(rules.Damaged, 0, "The model ends within its header.");
        else if (unchecked((uint)stored) > source.Length - 8)
            findings.Add(rules.Damaged, 4, $"The model says that it has {unchecked((uint)stored)} bytes, and has {source.Length - 8}.");
        else judge.Blob(source, 8 + unchecked((uint)stored), source.Length, "The space behind the model");
    }

    /// <summary>Engines may carry plug-ins as libraries of the processor; code for the graphics card is what they are made of.</summary>
    private static void NativeCode(ByteSource source, FindingSheet findings, FormatRules rules, CancellationToken cancellationToken)
    {
        const int Chunk = 1 << 20;
        var buffer = new byte[Chunk + 64];
        for (long at = 0; at < source.Length; at += Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = buffer.AsSpan(0, source.Read(at, buffer));
            for (var from = 0; from < Math.Min(bytes.Length, Chunk);)
            {
                var next = bytes[from..].IndexOf([(byte)0x7f, (byte)'E', (byte)'L', (byte)'F']);
                if (next < 0) break;
                from += next;
                if (EmbeddedContent.IsNative(bytes[from..]))
                {
                    findings.Add(rules.Payload, at + from,
                        $"The engine carries a program or library of the processor at {at + from}; loading the engine may run it.");
                    return;
                }
                from += 4;
            }
        }
    }
}
