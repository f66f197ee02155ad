using System.Text;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Model;

/// <summary>Writes a model as protobuf (onnx.proto). Kept fields come first in their message, which loaders join with the others in any
/// order.</summary>
internal static class ModelWriter
{
    public static byte[] Write(EditableModel model)
    {
        var w = new WireWriter();
        w.Integer(1, model.IrVersion);
        w.Raw(model.Extra);
        foreach (var (domain, version) in model.OperatorSets) w.Message(8, m => OperatorSet(m, domain, version));
        w.Message(7, m => Graph(m, model.Graph));
        foreach (var function in model.Functions) w.Message(25, m => Function(m, function));
        return w.ToArray();
    }

    private static void OperatorSet(WireWriter w, string domain, long version)
    {
        w.Text(1, domain);
        w.Integer(2, version);
    }

    private static void Graph(WireWriter w, EditableGraph graph)
    {
        w.Text(2, graph.Name);
        w.Raw(graph.Extra);
        foreach (var node in graph.Nodes) w.Message(1, m => Node(m, node));
        foreach (var (name, tensor) in graph.Initializers) w.Message(5, m => Tensor(m, name, tensor));
        foreach (var value in graph.Inputs) w.Message(11, m => Value(m, value));
        foreach (var value in graph.Outputs) w.Message(12, m => Value(m, value));
        foreach (var value in graph.Values) w.Message(13, m => Value(m, value));
    }

    private static void Node(WireWriter w, EditableNode node)
    {
        foreach (var name in node.Inputs) w.Bytes(1, Encoding.UTF8.GetBytes(name));
        foreach (var name in node.Outputs) w.Bytes(2, Encoding.UTF8.GetBytes(name));
        w.Text(3, node.Name);
        w.Text(4, node.Operator);
        foreach (var (name, attribute) in node.Attributes) w.Message(5, m => Attribute(m, name, attribute));
        w.Text(7, node.Domain);
        w.Raw(node.Extra);
    }

    private static void Attribute(WireWriter w, string name, EditableAttribute a)
    {
        w.Text(1, name);
        w.Raw(a.Extra);
        if (a.Kind != AttributeKind.Undefined) w.Integer(20, (long)a.Kind);
        w.Text(21, a.Reference);
        if (a.Reference.Length > 0) return;
        if (a.Kind == AttributeKind.Number) w.Number(2, a.Number);
        if (a.Kind == AttributeKind.Integer) w.Integer(3, a.Integer);
        foreach (var text in a.Texts) w.Bytes(a.Kind == AttributeKind.Text ? 4 : 9, text);
        foreach (var (inner, tensor) in a.Tensors) w.Message(a.Kind == AttributeKind.Tensor ? 5 : 10, m => Tensor(m, inner, tensor));
        foreach (var graph in a.Graphs) w.Message(a.Kind == AttributeKind.Graph ? 6 : 11, m => Graph(m, graph));
        foreach (var number in a.Numbers) w.Number(7, number);
        w.Packed(8, a.Integers);
    }

    private static void Tensor(WireWriter w, string name, TensorConstant tensor)
    {
        w.Packed(1, tensor.Dims);
        w.Integer(2, (long)tensor.Type);
        w.Text(8, name);
        w.Raw(tensor.Extra);
        if (tensor.HasData) w.Bytes(9, tensor.Data.Span);
    }

    private static void Value(WireWriter w, ValueInfo value)
    {
        w.Text(1, value.Name);
        w.Raw(value.Extra);
        if (value.OtherType is { } other) w.Bytes(2, other);
        else if (value.Type != ElementType.Undefined) w.Message(2, t => t.Message(1, m => TensorType(m, value)));
    }

    private static void TensorType(WireWriter w, ValueInfo value)
    {
        w.Integer(1, (long)value.Type);
        if (value.Shape is not { } shape) return;
        w.Message(2, s =>
        {
            foreach (var dimension in shape) s.Message(1, d => WriteDimension(d, dimension));
        });
    }

    private static void WriteDimension(WireWriter w, Dimension dimension)
    {
        if (dimension.Size is { } size) w.Integer(1, size);
        else if (dimension.Name is { } name) w.Text(2, name);
    }

    private static void Function(WireWriter w, EditableFunction function)
    {
        w.Text(1, function.Name);
        foreach (var name in function.Inputs) w.Text(4, name);
        foreach (var name in function.Outputs) w.Text(5, name);
        foreach (var name in function.AttributeNames) w.Text(6, name);
        foreach (var node in function.Nodes) w.Message(7, m => Node(m, node));
        foreach (var (domain, version) in function.OperatorSets) w.Message(9, m => OperatorSet(m, domain, version));
        w.Text(10, function.Domain);
        foreach (var (name, attribute) in function.Defaults) w.Message(11, m => Attribute(m, name, attribute));
        w.Text(13, function.Overload);
        w.Raw(function.Extra);
    }
}
