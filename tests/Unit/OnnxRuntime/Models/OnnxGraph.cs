using System.Runtime.InteropServices;

namespace Assay.Tests.Models;

/// <summary>Builds a graph of an ONNX model, message by message (onnx.proto3).</summary>
internal sealed class OnnxGraph(string name)
{
    public const int Float = 1;
    public const int Int64 = 7;
    public const int String = 8;
    public const int Bool = 9;

    private readonly ProtoWriter _graph = new();

    public OnnxGraph Input(string name, int type, params object[] shape) => Value(11, name, type, shape);

    public OnnxGraph Output(string name, int type, params object[] shape) => Value(12, name, type, shape);

    public OnnxGraph Node(string type, string[] inputs, string[] outputs, Action<ProtoWriter>? attributes = null, string? domain = null)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs) node.Text(1, input);
        foreach (var output in outputs) node.Text(2, output);
        node.Text(4, type);
        attributes?.Invoke(node);
        if (domain is not null) node.Text(7, domain);
        _graph.Message(1, node);
        return this;
    }

    public OnnxGraph Weights(string name, long[] shape, float[] values) => Tensor(name, Float, shape, MemoryMarshal.AsBytes(values.AsSpan()));

    public OnnxGraph Weights(string name, long[] shape, long[] values) => Tensor(name, Int64, shape, MemoryMarshal.AsBytes(values.AsSpan()));

    public OnnxGraph Flag(string name, bool value) => Tensor(name, Bool, [], [(byte)(value ? 1 : 0)]);

    /// <summary>Weights in another file.</summary>
    public OnnxGraph External(string name, long[] shape, string location)
    {
        var tensor = Head(name, Float, shape);
        tensor.Message(13, new ProtoWriter().Text(1, "location").Text(2, location));
        _graph.Message(5, tensor.Number(14, 1));
        return this;
    }

    public static void IntAttribute(ProtoWriter node, string name, long value) =>
        node.Message(5, new ProtoWriter().Text(1, name).Number(3, value).Number(20, 2));

    public static void IntsAttribute(ProtoWriter node, string name, params long[] values)
    {
        var attribute = new ProtoWriter().Text(1, name);
        foreach (var value in values) attribute.Number(8, value);
        node.Message(5, attribute.Number(20, 7));
    }

    public static void GraphAttribute(ProtoWriter node, string name, OnnxGraph body) =>
        node.Message(5, new ProtoWriter().Text(1, name).Message(6, body.ToProto()).Number(20, 5));

    /// <summary>The whole file.</summary>
    public byte[] ToModel(int opset = 17, string? extraDomain = null)
    {
        var model = new ProtoWriter().Number(1, 8).Text(2, "assay-tests").Message(7, ToProto()).Message(8, new ProtoWriter().Text(1, "").Number(2, opset));
        if (extraDomain is not null) model.Message(8, new ProtoWriter().Text(1, extraDomain).Number(2, 1));
        return model.ToArray();
    }

    private ProtoWriter ToProto() => new ProtoWriter().Bytes(2, System.Text.Encoding.UTF8.GetBytes(name)).Append(_graph);

    private OnnxGraph Tensor(string tensorName, int type, long[] shape, ReadOnlySpan<byte> raw)
    {
        _graph.Message(5, Head(tensorName, type, shape).Bytes(9, raw));
        return this;
    }

    private static ProtoWriter Head(string name, int type, long[] shape)
    {
        var tensor = new ProtoWriter();
        foreach (var size in shape) tensor.Number(1, size);
        return tensor.Number(2, type).Text(8, name);
    }

    private OnnxGraph Value(int field, string valueName, int type, object[] shape)
    {
        var dimensions = new ProtoWriter();
        foreach (var dimension in shape)
        {
            dimensions.Message(1, dimension is string symbol ? new ProtoWriter().Text(2, symbol) : new ProtoWriter().Number(1, Convert.ToInt64(dimension)));
        }
        var tensor = new ProtoWriter().Number(1, type).Message(2, dimensions);
        _graph.Message(field, new ProtoWriter().Text(1, valueName).Message(2, new ProtoWriter().Message(1, tensor)));
        return this;
    }
}
