using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.PythonJson;
using Assay.Inspect.Analysers.Keras;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Inspect.Analysers.Skops;

/// <summary>Reads the schema of skops files and judges every type, function and method that loading would take from it.</summary>
public sealed class SkopsAnalyser : IAnalyser, IRuleData
{
    private readonly GlobalRules _rules = GlobalRules.Load();
    private readonly SkopsJudge _judge;

    public SkopsAnalyser() => _judge = new(new GlobalJudge(_rules));

    public AnalyserManifest Manifest { get; } =
        new("skops", 2, Maturity.Enforcing, [FileFormat.Json, FileFormat.Text, FileFormat.Unknown], SkopsRules.All);

    /// <inheritdoc/>
    public Sha256Digest DataDigest => _rules.Digest;

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingList(context);
        var understood = Examine(context, findings, cancellationToken);
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), understood));
    }

    private long Examine(AnalysisContext context, FindingList findings, CancellationToken cancellationToken)
    {
        if (!JsonBytes.MayDescribe(context.Bytes, "__class__", cancellationToken) || context.Bytes.Length > LooseJson.MaxBytes) return 0;
        var document = LooseJson.Read(JsonBytes.ReadAll(context.Bytes), cancellationToken);
        if (document.Root is not { Kind: LooseJsonKind.Object } root) return 0;
        if (root["__class__"] is null && root["__loader__"] is null) return 0;
        if (!document.IsWhole)
            findings.Add(SkopsRules.Unreadable, document.FaultOffset, $"The schema cannot be read beyond character {document.FaultOffset}: {document.Fault}.");
        var stack = new Stack<ConfigNode>([new(root, null, "", 0)]);
        for (var n = 0; stack.TryPop(out var node); n++)
        {
            if ((n & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (node.Value.Kind == LooseJsonKind.Object) _judge.Node(node, findings);
            foreach (var child in node.Children())
            {
                if (child.Value.Kind is LooseJsonKind.Object or LooseJsonKind.Array) stack.Push(child);
            }
        }
        return document.IsWhole ? context.Bytes.Length : 0;
    }
}
