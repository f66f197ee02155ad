using Assay.Analysis.Testing;

namespace Assay.Tests.Unit.Inspect.Analysers.TensorFlow;

/// <summary>Writes small graphs of TensorFlow.</summary>
internal sealed class TfSample
{
    private const int TextType = 7;
    private readonly ProtoBuilder _graph = new();
    private readonly ProtoBuilder _library = new();
    private readonly ProtoBuilder _meta = new();

    public TfSample() => Node("x", "Placeholder", "", ("dtype", Type(1)));

    public TfSample Node(string name, string op, string inputs, params ReadOnlySpan<(string Name, ProtoBuilder Value)> attributes)
    {
        _graph.Message(1, NodeBytes(name, op, inputs, attributes));
        return this;
    }

    public TfSample Text(string name, string value)
    {
        _graph.Message(1, Constant(name, value));
        return this;
    }

    public TfSample Floats(string name, long[] dims, params ReadOnlySpan<float> values)
    {
        var bytes = new ProtoBuilder();
        foreach (var value in values) bytes.Raw(BitConverter.GetBytes(value));
        var shape = new ProtoBuilder();
        foreach (var d in dims) shape.Message(2, new ProtoBuilder().Int(1, d));
        return Node(name, "Const", "", ("dtype", Type(1)), ("value", new ProtoBuilder().Message(8, t => t.Int(1, 1).Message(2, shape).Bytes(4, bytes.ToArray()))));
    }

    public TfSample Ints(string name, params ReadOnlySpan<long> values) =>
        Node(name, "Const", "", ("dtype", Type(9)), ("value", new ProtoBuilder().Message(8, new ProtoBuilder().Int(1, 9).Packed(10, values))));

    public TfSample Function(string name, string[] arguments, string result, params ReadOnlySpan<ProtoBuilder> nodes)
    {
        var function = new ProtoBuilder();
        var signature = new ProtoBuilder().Text(1, name);
        foreach (var argument in arguments) signature.Message(2, new ProtoBuilder().Text(1, argument));
        function.Message(1, signature);
        foreach (var node in nodes) function.Message(3, node);
        function.Message(4, new ProtoBuilder().Text(1, "r").Text(2, result));
        _library.Message(1, function);
        return this;
    }

    public TfSample Asset(string tensor, string file)
    {
        _meta.Message(6, new ProtoBuilder().Message(1, t => t.Text(1, tensor)).Text(2, file));
        return this;
    }

    public TfSample Layer(string json)
    {
        _meta.Message(7, o => o.Message(1, n => n.Message(4, u => u.Text(1, "_tf_keras_layer").Text(3, json))));
        return this;
    }

    public byte[] Graph() => new ProtoBuilder().Raw(_graph.ToArray()).Message(2, _library).ToArray();

    public byte[] MetaGraph() => new ProtoBuilder().Message(1, m => m.Text(4, "serve").Text(5, "2.11.0")).Bytes(2, Graph()).Raw(_meta.ToArray()).ToArray();

    public byte[] SavedModel() => new ProtoBuilder().Int(1, 1).Bytes(2, MetaGraph()).ToArray();

    public static byte[] KerasMetadata(params ReadOnlySpan<string> layers)
    {
        var file = new ProtoBuilder();
        foreach (var layer in layers) file.Message(1, n => n.Int(2, 1).Text(3, "root.layer-1").Text(4, "_tf_keras_layer").Text(5, layer));
        return file.ToArray();
    }

    public static ProtoBuilder NodeBytes(string name, string op, string inputs, params ReadOnlySpan<(string Name, ProtoBuilder Value)> attributes)
    {
        var node = new ProtoBuilder().Text(1, name).Text(2, op);
        foreach (var input in inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries)) node.Text(3, input);
        foreach (var (key, value) in attributes) node.Message(5, new ProtoBuilder().Text(1, key).Message(2, value));
        return node;
    }

    public static ProtoBuilder Constant(string name, string value) => NodeBytes(name, "Const", "", ("dtype", Type(TextType)),
        ("value", new ProtoBuilder().Message(8, t => t.Int(1, TextType).Message(2, new ProtoBuilder()).Text(8, value))));

    public static ProtoBuilder Type(long type) => new ProtoBuilder().Int(6, type);

    public static ProtoBuilder TextValue(string value) => new ProtoBuilder().Text(2, value);

    public static ProtoBuilder Calls(string function) => new ProtoBuilder().Message(10, new ProtoBuilder().Text(1, function));
}
