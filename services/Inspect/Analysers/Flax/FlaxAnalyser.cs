using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.MessagePack;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.Flax;

/// <summary>Examines MessagePack checkpoints as Flax, and others, write them.</summary>
public sealed class FlaxAnalyser : IAnalyser
{
    private static readonly string[] ObjectKeys =
        [
            "__reduce__", "__reduce_ex__", "__class__", "__module__", "__setstate__", "__getstate__", "__globals__", "__builtins__", "__import__",
            "__code__", "__init__", "__new__", "__subclasses__", "__dict__", "__call__", "__main__", "__del__", "_target_", "py/object",
            "py/reduce", "py/function", "__pickle__",
        ];

    public AnalyserManifest Manifest { get; } = new("flax", 1, Maturity.Enforcing, [FileFormat.MessagePack], FlaxRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingSheet(context);
        var judge = new TextJudge(findings, FlaxRules.Format, cancellationToken);
        var reader = new MessagePackReader(context.Bytes);
        long count = 0;
        while (reader.Next(out var token))
        {
            if (count++ % 4096 == 0) cancellationToken.ThrowIfCancellationRequested();
            Token(context, reader, token, findings, judge);
        }
        var length = context.Bytes.Length;
        if (reader.Fault is { } fault) findings.Add(FlaxRules.Format.Damaged, reader.Position,
            $"The checkpoint cannot be read beyond {reader.Position}: {fault}.");
        else if (reader.Position < length)
        {
            findings.Add(FlaxRules.Trailing, reader.Position, $"{length - reader.Position} bytes stand behind the end of the checkpoint.");
            judge.Blob(context.Bytes, reader.Position, length - reader.Position, "The space behind the checkpoint");
        }
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), reader.Position));
    }

    private static void Token(AnalysisContext context, MessagePackReader reader, in MessagePackToken token, FindingSheet findings, TextJudge judge)
    {
        switch (token.Kind)
        {
            case MessagePackKind.Text:
                var text = reader.Text(token);
                judge.Text(text, token.Start, token.IsKey ? "A key" : "A value", libraries: true);
                if (!token.IsKey || !ObjectKeys.Contains(text, StringComparer.OrdinalIgnoreCase)) break;
                findings.Add(FlaxRules.Object, token.Start,
                    $"The checkpoint has the key '{EvidenceText.Quote(text)}', which is none of a tree of arrays.", Evidence.Quoted("key", text));
                break;
            case MessagePackKind.Binary:
                if (judge.Blob(context.Bytes, token.Offset, token.Length, token.IsKey ? "A key" : "A value")) break;
                if (token.Length < 4096) judge.Text(reader.Text(token), token.Start, token.IsKey ? "A key" : "A value", libraries: true);
                break;
            case MessagePackKind.Extension:
                FlaxExtension.Examine(context.Bytes, token, findings, judge);
                break;
            default:
                break;
        }
    }
}
