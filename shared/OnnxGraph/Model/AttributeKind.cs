namespace Assay.OnnxGraph.Model;

/// <summary>What a node's attribute holds, with the numbers of the format (AttributeProto.AttributeType).</summary>
public enum AttributeKind
{
    Undefined = 0,
    Number = 1,
    Integer = 2,
    Text = 3,
    Tensor = 4,
    Graph = 5,
    Numbers = 6,
    Integers = 7,
    Texts = 8,
    Tensors = 9,
    Graphs = 10,
    SparseTensor = 11,
    SparseTensors = 12,
    Type = 13,
    Types = 14,
}
