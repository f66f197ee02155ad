using Assay.Contracts.Findings;
using Assay.Formats;
using Assay.Formats.FlatBuffers;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.ExecuTorch;

/// <summary>One program, from its plans to its segments.</summary>
internal sealed class ExecuTorchExamination(ByteSource source, long segmentBase, FindingSheet findings, CancellationToken cancellationToken)
{
    private static readonly string[] Spaces =
    [
        "aten", "prim", "prims", "executorch_prim", "et", "quantized_decomposed", "quantized", "dim_order_ops", "llama", "torchao", "edge",
        "cadence", "cortex_m", "et_vk", "sym", "sym_size", "higher_order", "torchvision", "bolt", "qaisw", "tosa", "mps", "coreml", "fb",
        "custom_ops_aot_lib", "_c10d_functional", "mtk_llama", "et_copy",
    ];

    private static readonly string[] Backends =
    [
        "Xnnpack", "CoreML", "MPS", "Qnn", "Vulkan", "EthosU", "Ethos", "Arm", "Vgf", "Tosa", "Neuron", "Mediatek", "Cuda", "Aoti", "Metal",
        "OpenVINO", "Openvino", "Enn", "Exynos", "Samsung", "Neutron", "eIQ", "NXP", "Cadence", "TensorRT", "Apple", "BackendWithCompilerDemo",
        "QuantizedLinear", "WebGPU", "MLX",
    ];

    private readonly TextJudge _judge = new(findings, ExecuTorchRules.Format, cancellationToken);

    public void Program(FlatTable program)
    {
        var plans = program.Vector(1, 4);
        for (long i = 0; i < plans.Count; i++) Plan(plans.Table(i));
        var constants = program.Vector(2, 4);
        for (long i = 0; i < constants.Count; i++) Blob(constants.Table(i).Vector(0, 1), $"Constant {i}");
        var inline = program.Vector(3, 4);
        for (long i = 0; i < inline.Count; i++) Blob(inline.Table(i).Vector(0, 1), $"The data of backend {i}");
        var segments = program.Vector(4, 4);
        for (long i = 0; i < segments.Count; i++) Segment(segments.Table(i), i);
        var named = program.Vector(7, 4);
        for (long i = 0; i < named.Count; i++) _judge.Text(named.Table(i).Text(0), named.At, "The key of named data", libraries: true);
    }

    private void Plan(FlatTable plan)
    {
        _judge.Text(plan.Text(0), plan.At, "The name of a method", libraries: true);
        var operators = plan.Vector(6, 4);
        for (long i = 0; i < operators.Count; i++)
        {
            var op = operators.Table(i);
            Operator(op.Text(0) ?? "", op.At);
            _judge.Text(op.Text(1), op.At, "The variant of an operator", libraries: true);
        }
        var delegates = plan.Vector(7, 4);
        for (long i = 0; i < delegates.Count; i++) Delegate(delegates.Table(i));
    }

    private void Operator(string name, long offset)
    {
        var colon = name.IndexOf("::", StringComparison.Ordinal);
        var space = colon < 0 ? name : name[..colon];
        if (_judge.Text(name, offset, "The name of an operator", libraries: true) || (colon > 0 && Spaces.Contains(space,
            StringComparer.Ordinal))) return;
        findings.Add(
            ExecuTorchRules.CustomOperator, offset, $"The program needs the operator '{EvidenceText.Quote(name)}', of which nothing is known.",
            Evidence.Quoted("operator", name));
    }

    private void Delegate(FlatTable backend)
    {
        if (!backend.Exists) return;
        var id = backend.Text(0) ?? "";
        if (!_judge.Text(id, backend.At, "The name of a backend", libraries: true) && !Array.Exists(Backends, b => id.StartsWith(b,
            StringComparison.OrdinalIgnoreCase)))
        {
            findings.Add(
                ExecuTorchRules.Delegate, backend.At,
                    $"A part of the program runs in the backend '{EvidenceText.Quote(id)}', of which nothing is known.",
                Evidence.Quoted("backend", id));
        }
        var options = backend.Vector(2, 4);
        for (long i = 0; i < options.Count; i++)
        {
            var option = options.Table(i);
            _judge.Text(option.Text(0), option.At, "The name of a backend's option", libraries: true);
            _judge.Text(option.Text(1), option.At, $"The option '{EvidenceText.Quote(option.Text(0), 40)}' of a backend", libraries: true);
            Blob(option.Vector(1, 1), "A backend's option");
        }
    }

    private void Segment(FlatTable segment, long index)
    {
        if (!segment.Exists) return;
        var (offset, size) = (segment.Int64(0), segment.Int64(1));
        if (offset < 0 || size < 0 || offset > source.Length - segmentBase || size > source.Length - segmentBase - offset)
            findings.Add(ExecuTorchRules.Format.Damaged, segment.At, $"Segment {index} lies outside of the file.");
        else _judge.Blob(source, segmentBase + offset, size, $"Segment {index}");
    }

    private void Blob(FlatVector bytes, string place) => _judge.Blob(source, bytes.At, bytes.Count, place);
}
