using System.Buffers.Binary;
using Assay.Analysis.Testing;

namespace Assay.Tests.Unit.Inspect.Analysers.Onnx;

/// <summary>Writes small ONNX models.</summary>
internal sealed class OnnxSample
{
    public ProtoBuilder Graph { get; } = new();

    /// <summary>Fields of the model besides its graph.</summary>
    public ProtoBuilder Model { get; } = new();

    public OnnxSample Input(string name, int type, params ReadOnlySpan<long> dims)
    {
        Graph.Message(11, Value(name, type, dims));
        return this;
    }

    public OnnxSample Output(string name)
    {
        Graph.Message(12, Value(name, 1, []));
        return this;
    }

    public OnnxSample Node(string op, string inputs, string outputs, params ReadOnlySpan<ProtoBuilder> attributes) => NodeOf("", op, inputs, outputs, attributes);

    public OnnxSample NodeOf(string domain, string op, string inputs, string outputs, params ReadOnlySpan<ProtoBuilder> attributes)
    {
        Graph.Message(1, NodeBytes(domain, op, inputs, outputs, attributes));
        return this;
    }

    public OnnxSample Floats(string name, long[] dims, params ReadOnlySpan<float> values)
    {
        Graph.Message(5, FloatTensor(name, dims, values));
        return this;
    }

    public OnnxSample Weight(string name, params long[] dims)
    {
        var values = new float[dims.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++) values[i] = ((i * 37 % 101) - 50) / 300f;
        return Floats(name, dims, values);
    }

    public OnnxSample Ints(string name, params ReadOnlySpan<long> values)
    {
        Graph.Message(5, new ProtoBuilder().Packed(1, values.Length == 1 ? [] : [values.Length]).Int(2, 7).Packed(7, values).Text(8, name));
        return this;
    }

    public OnnxSample Tensor(ProtoBuilder tensor)
    {
        Graph.Message(5, tensor);
        return this;
    }

    public byte[] ToArray() => new ProtoBuilder().Int(1, 8).Text(2, "test").Message(7, Graph).Message(8, b => b.Int(2, 17)).Raw(Model.ToArray()).ToArray();

    public static ProtoBuilder NodeBytes(string domain, string op, string inputs, string outputs, params ReadOnlySpan<ProtoBuilder> attributes)
    {
        var node = new ProtoBuilder();
        foreach (var name in inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries)) node.Text(1, name);
        foreach (var name in outputs.Split(' ', StringSplitOptions.RemoveEmptyEntries)) node.Text(2, name);
        node.Text(4, op);
        foreach (var attribute in attributes) node.Message(5, attribute);
        if (domain.Length > 0) node.Text(7, domain);
        return node;
    }

    public static ProtoBuilder Branch(string name, OnnxSample graph) => new ProtoBuilder().Text(1, name).Message(6, graph.Graph).Int(20, 5);

    public static ProtoBuilder Int(string name, long value) => new ProtoBuilder().Text(1, name).Int(3, value).Int(20, 2);

    public static ProtoBuilder TextAttribute(string name, string value) => new ProtoBuilder().Text(1, name).Text(4, value).Int(20, 3);

    public static ProtoBuilder TensorAttribute(string name, ProtoBuilder tensor) => new ProtoBuilder().Text(1, name).Message(5, tensor).Int(20, 4);

    public static ProtoBuilder External(string name, params ReadOnlySpan<(string Key, string Value)> entries)
    {
        var tensor = new ProtoBuilder().Packed(1, 4).Int(2, 1).Text(8, name);
        foreach (var (key, value) in entries) tensor.Message(13, b => b.Text(1, key).Text(2, value));
        return tensor.Int(14, 1);
    }

    public static ProtoBuilder FloatTensor(string name, long[] dims, ReadOnlySpan<float> values)
    {
        var bytes = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), values[i]);
        return new ProtoBuilder().Packed(1, dims).Int(2, 1).Text(8, name).Bytes(9, bytes);
    }

    private static ProtoBuilder Value(string name, int type, ReadOnlySpan<long> dims)
    {
        var shape = new ProtoBuilder();
        foreach (var dim in dims) shape.Message(1, dim < 0 ? new ProtoBuilder().Text(2, "n") : new ProtoBuilder().Int(1, dim));
        return new ProtoBuilder().Text(1, name).Message(2, t => t.Message(1, x => x.Int(1, type).Message(2, shape)));
    }
}
