using System.Text;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats;
using Assay.Formats.Torch7;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.Torch7;

/// <summary>Examines Torch7 files: functions, texts, classes.</summary>
public sealed class Torch7Analyser : IAnalyser
{
    private const int MaxCode = 1 << 20;

    private static readonly string[] Reaching =
        ["execute", "popen", "loadlib", "loadstring", "dofile", "loadfile", "tmpname", "setenv", "ffi", "cdef", "os", "io", "debug", "socket",
            "package", "remove", "rename", "exit"];

    public AnalyserManifest Manifest { get; } = new("torch7", 1, Maturity.Enforcing, [FileFormat.Torch7], Torch7Rules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingSheet(context);
        var judge = new TextJudge(findings, Torch7Rules.Format, cancellationToken);
        Span<byte> head = stackalloc byte[64];
        head = head[..context.Bytes.Read(0, head)];
        if (!Torch7Reader.Looks(head))
        {
            var read = TextRuns.Read(context.Bytes, (text, offset) => judge.Text(text, offset, "A text", libraries: true), cancellationToken);
            return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), 0) { Unread = [new(0, read)] });
        }
        var reader = Torch7Reader.Read(context.Bytes, new Examination(context.Bytes, findings, judge), cancellationToken);
        if (reader.Fault is { } fault)
        {
            findings.Add(Torch7Rules.Format.Damaged, reader.Position, $"The file cannot be read beyond {reader.Position}: {fault}.");
            // A class may write itself in a way of its own: what follows is looked through for what its texts say.
            TextRuns.Read(context.Bytes.Slice(reader.Position, context.Bytes.Length), (text, offset) => judge.Text(text, offset, "A text",
                libraries: true), cancellationToken);
        }
        else if (reader.Position + 8 < context.Bytes.Length) judge.Blob(context.Bytes, reader.Position, context.Bytes.Length - reader.Position,
            "The space behind the object");
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), Math.Min(reader.Position, context.Bytes.Length)));
    }

    private sealed class Examination(ByteSource source, FindingSheet findings, TextJudge judge) : ITorch7Observer
    {
        public void Text(string text, long offset) => judge.Text(text, offset, "A text", libraries: true);

        public void Class(string name, long offset) => judge.Text(name, offset, "The name of a class", libraries: true);

        public void Function(long codeOffset, long codeLength, long offset)
        {
            var code = new byte[(int)Math.Min(codeLength, MaxCode)];
            var text = Encoding.Latin1.GetString(code, 0, source.Read(codeOffset, code));
            var names = TextWords.Of(text).Where(w => Reaching.Contains(w,
                StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).Take(8).ToArray();
            var isCommand = names.Length > 0 || TextWords.Runs(text).Any(r => CommandText.Judge(r) is not null);
            if (isCommand)
                findings.Add(Torch7Rules.Reaching, offset, $"A function in the file names {EvidenceText.Quote(string.Join(", ", names))}.",
                    Evidence.Quoted("names", string.Join(", ", names)));
            else findings.Add(Torch7Rules.Function, offset, $"The file holds a Lua function of {codeLength} bytes of byte code.");
        }
    }
}
