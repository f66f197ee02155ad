using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.RData;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.RData;

/// <summary>Examines serialised R objects and workspaces: promises, functions, formulas, byte code.</summary>
public sealed class RAnalyser : IAnalyser
{
    private const int MaxText = 1 << 20;

    public AnalyserManifest Manifest { get; } = new("r-data", 1, Maturity.Enforcing, [FileFormat.R, FileFormat.Text], RRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        Span<byte> head = stackalloc byte[64];
        head = head[..context.Bytes.Read(0, head)];
        var findings = new FindingSheet(context);
        var header = RHeader.Find(head);
        if (header is not null) return ValueTask.FromResult(Object(context, header, findings, cancellationToken));
        // R refuses what follows such a beginning; other tools, and people, may not.
        if (context.Format != FileFormat.R && !head.StartsWith("X\n"u8)) return ValueTask.FromResult(new AnalysisResult([], 0));
        var judge = new TextJudge(findings, RRules.Format, cancellationToken);
        var read = TextRuns.Read(context.Bytes.Slice(0, MaxText), (text, offset) => judge.Text(text, offset, "A text"), cancellationToken);
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), 0) { Unread = [new(0, read)] });
    }

    private static AnalysisResult Object(AnalysisContext context, RHeader header, FindingSheet findings, CancellationToken cancellationToken)
    {
        var trace = new RTrace();
        var reader = RReader.Read(context.Bytes, header, trace, cancellationToken);
        Promises(trace, findings);
        foreach (var call in trace.Calls) Call(call, findings);
        Built(trace, findings);
        if (trace.Closures > 0 || trace.ByteCodes > 0 || trace.ActiveBindings > 0)
        {
            findings.Add(
                RRules.Code, 0, $"The object holds {trace.Closures} functions, {trace.ByteCodes} of them as byte code, and {trace.ActiveBindings} active bindings.");
        }
        if (trace.IsCut) findings.Add(RRules.Format.Unread, 0, "The object holds more calls than are looked at.");
        if (reader.Fault is { } fault) findings.Add(RRules.Format.Damaged, reader.Position,
            $"The object cannot be read beyond {reader.Position}: {fault}.");
        else if (context.Bytes.Length - reader.Position > 16)
            findings.Add(RRules.Format.Damaged, reader.Position,
                $"{context.Bytes.Length - reader.Position} bytes stand behind the end of the object.");
        return new(findings.Ordered(), Math.Min(reader.Position, context.Bytes.Length));
    }

    private static void Promises(RTrace trace, FindingSheet findings)
    {
        if (trace.LoosePromise < 0) return;
        var reaches = trace.Calls.FirstOrDefault(c => c.InPromise && RFunctions.Reach(c) == 2);
        var severity = reaches is not null ? Severity.Critical : trace.LoosePromiseCalls ? Severity.High : Severity.Medium;
        var what = reaches is null ? "an expression" : EvidenceText.Quote(Shown(reaches));
        findings.Add(
            RRules.Promise, severity, trace.LoosePromise, $"Touching the object evaluates {what}.", [.. Evidence(reaches)]);
    }

    private static void Call(RCall call, FindingSheet findings)
    {
        var reach = RFunctions.Reach(call);
        if (reach == 2) findings.Add(RRules.Call, call.Offset, $"Code in the object calls {EvidenceText.Quote(Shown(call))}.", [.. Evidence(call)]);
    }

    /// <summary>Parsing text and evaluating it: packages do either, a model that does both builds its code.</summary>
    private static void Built(RTrace trace, FindingSheet findings)
    {
        var parse = trace.Calls.FirstOrDefault(c => c.Name is "parse" or "str2lang" or "str2expression");
        if (parse is null) return;
        var evaluates = trace.Calls.Any(c => c.Name is "eval" or "evalq" or "eval.parent");
        // Packages evaluate text that they put together; hardly any decodes it first.
        var decodes = parse.InPromise || trace.Calls.Any(c =>
            c.Name is "rawToChar" or "intToUtf8" or "chartr" or "base64_dec" or "base64decode" or "memDecompress");
        var text = parse.Texts.FirstOrDefault(t => CommandText.Judge(t) is not null);
        if (text is not null)
            findings.Add(RRules.Call, parse.Offset, $"Code in the object parses the text {EvidenceText.Quote(text)}.", [.. Evidence(parse)]);
        else if (evaluates && parse.Texts.Count > 0)
            findings.Add(RRules.Dynamic, decodes ? Severity.Medium : Severity.Low, parse.Offset,
                $"Code in the object evaluates text: {EvidenceText.Quote(Shown(parse))}.", [.. Evidence(parse)]);
    }

    private static string Shown(RCall call) => $"{call.Name}({string.Join(", ", call.Texts.Select(t => $"\"{t}\""))})";

    private static IEnumerable<Evidence> Evidence(RCall? call) =>
        call is null ? [] : [Assay.Contracts.Findings.Evidence.Quoted("call", Shown(call))];
}
