using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.Hdf5;
using Assay.Formats.PythonJson;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>Reads the descriptions of Keras models, wherever they stand, and judges what loading them would look up, decode and run.</summary>
public sealed class KerasAnalyser : IAnalyser, IRuleData
{
    private readonly KerasNames _names = KerasNames.Load();
    private readonly KerasJudge _judge;

    public KerasAnalyser() => _judge = new(_names, new GlobalJudge(GlobalRules.Load()));

    public AnalyserManifest Manifest { get; } =
        new("keras", 2, Maturity.Enforcing, [FileFormat.Json, FileFormat.Hdf5, FileFormat.Text, FileFormat.Unknown, FileFormat.Yaml], KerasRules.All);

    /// <inheritdoc/>
    public Sha256Digest DataDigest => _names.Digest;

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var list = new FindingList(context);
        var objects = new KerasObjects(_judge, _names, new LambdaObjects(_judge), new EmbeddedBytes(context, cancellationToken));
        var understood = context.Format switch
        {
            FileFormat.Hdf5 => Attributes(context, objects, list, cancellationToken),
            FileFormat.Yaml => Yaml(context, objects, list),
            _ => Document(context, objects, list, cancellationToken),
        };
        return ValueTask.FromResult(new AnalysisResult(list.Ordered(), understood));
    }

    private static long Yaml(AnalysisContext context, KerasObjects objects, FindingList list)
    {
        YamlDescription.Examine(context.Bytes, objects, new KerasFindings(list, 0, "the description"));
        return 0;
    }

    private static long Document(AnalysisContext context, KerasObjects objects, FindingList list, CancellationToken cancellationToken)
    {
        var claims = context.Hint is NameHint.Keras or NameHint.Hdf5;
        if (claims && context.Format is FileFormat.Text or FileFormat.Unknown)
            list.Add(KerasRules.NotKeras, 0, $"The name says that this is a Keras model, the content is {context.Format}.");
        if (!JsonBytes.MayDescribe(context.Bytes, JsonBytes.KerasMark, cancellationToken)) return 0;
        var findings = new KerasFindings(list, 0, "the description");
        if (context.Bytes.Length > LooseJson.MaxBytes)
        {
            findings.Add(KerasRules.TooLarge, null, $"The description has {context.Bytes.Length} bytes and was not read.");
            return 0;
        }
        var document = LooseJson.Read(JsonBytes.ReadAll(context.Bytes), cancellationToken);
        if (document.Root is not { } root || !KerasDescription.Looks(root)) return 0;
        if (!document.IsWhole) Damaged(document, findings);
        new KerasDescription(objects, findings).Examine(root, document.IsWhole, cancellationToken);
        return document.IsWhole ? context.Bytes.Length : 0;
    }

    private static long Attributes(AnalysisContext context, KerasObjects objects, FindingList list, CancellationToken cancellationToken)
    {
        var file = Hdf5Reader.Read(context.Bytes, cancellationToken);
        var described = false;
        foreach (var value in file.Values)
        {
            foreach (var element in value.Elements) described |= Attribute(value, element, objects, list, cancellationToken);
        }
        if (file.Faults.Count > 0 || !file.HasSuperblock)
        {
            // What the structure does not lead to is still in the bytes, and a more forgiving library may find it.
            foreach (var (offset, text) in StrayDescriptions.Find(context.Bytes, cancellationToken))
            {
                var findings = new KerasFindings(list, offset, "the description");
                var document = LooseJson.Read(text, cancellationToken);
                if (document.Root is { } root && KerasDescription.Looks(root) && !described)
                    new KerasDescription(objects, findings).Examine(root, document.IsWhole, cancellationToken);
            }
        }
        return 0;
    }

    private static bool Attribute(
        Hdf5Value value, ReadOnlyMemory<byte> element, KerasObjects objects, FindingList list, CancellationToken cancellationToken)
    {
        var isDescription = value.Name is "model_config" or "training_config" or "layer_config" or "config";
        if (!isDescription && !JsonBytes.MayDescribe(element.Span, JsonBytes.KerasMark)) return false;
        if (element.Length == 0) return false;
        var findings = new KerasFindings(list, value.Offset, $"the attribute {EvidenceText.Quote(value.Name)}");
        if (element.Length > LooseJson.MaxBytes)
        {
            findings.Add(KerasRules.TooLarge, null, $"{findings.Source} has {element.Length} bytes and was not read.");
            return false;
        }
        var document = LooseJson.Read(element.Span, cancellationToken);
        if (!document.IsWhole && value.Name != "config") Damaged(document, findings);
        if (document.Root is not { } root) return false;
        if (!isDescription && !KerasDescription.Looks(root)) return false;
        new KerasDescription(objects, findings).Examine(root, document.IsWhole, cancellationToken);
        return document.IsWhole;
    }

    private static void Damaged(LooseJsonDocument document, KerasFindings findings)
    {
        if (document.Fault!.Contains("than is read", StringComparison.Ordinal))
            findings.Add(KerasRules.TooLarge, null, $"Of {findings.Source} only a part was read: {document.Fault}.");
        else
            findings.Add(KerasRules.Unreadable, null, $"{Upper(findings.Source)} cannot be read beyond character {document.FaultOffset}: {document.Fault}.");
    }

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
