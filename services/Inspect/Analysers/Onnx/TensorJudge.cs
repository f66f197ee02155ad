using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.Onnx;
using Assay.Inspect.Analysers.Graphs;

namespace Assay.Inspect.Analysers.Onnx;

/// <summary>Judges constant tensors: what they say about themselves, and whether their bytes are numbers.</summary>
internal sealed class TensorJudge(GraphFindings findings, ExternalJudge external, PayloadSearch payload)
{
    /// <summary>No network has a tensor of a tebi of elements.</summary>
    private const long MaxElements = 1L << 40;

    public void Judge(OnnxTensor tensor)
    {
        external.Judge(tensor);
        var name = EvidenceText.Quote(tensor.Name, 80);
        if (tensor.Count is not { } count || count > MaxElements)
        {
            findings.Add(
                OnnxRules.Bomb, tensor.Offset, $"The tensor '{name}' has impossible dimensions.",
                Evidence.Quoted("dims", string.Join(" x ", tensor.Dims.Take(16))));
            return;
        }
        if (tensor.Raw is { Length: > 0 } && (tensor.Typed.Count > 0 || tensor.Texts.Count > 0))
            findings.Add(OnnxRules.OddTensor, tensor.Offset, $"The tensor '{name}' has its data twice: as bytes and as numbers.");
        if (tensor.IsExternal) return;
        var bits = OnnxElement.Bits(tensor.ElementType);
        if (tensor.Raw is { } raw)
        {
            var needed = ((Int128)count * bits + 7) / 8;
            if (bits > 0 && raw.Length != needed)
            {
                findings.Add(
                    OnnxRules.OddTensor, raw.Length > needed ? Severity.Medium : Severity.Low, tensor.Offset,
                    $"The tensor '{name}' has {raw.Length} bytes of data where its shape asks for {needed}.");
            }
            payload.Examine(raw, $"the tensor '{name}'");
        }
        if (count > 1L << 31 && tensor.Raw is null && tensor.Typed.Count == 0 && tensor.Texts.Count == 0)
            findings.Add(OnnxRules.Bomb, tensor.Offset, $"The tensor '{name}' claims {count} elements and has no data.");
        foreach (var text in tensor.Texts) payload.ExamineText(text, $"a text of the tensor '{name}'");
    }
}
