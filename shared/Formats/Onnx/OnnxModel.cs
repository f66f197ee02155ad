using Assay.Contracts.Reports;
using Assay.Formats.Protobuf;

namespace Assay.Formats.Onnx;

/// <summary>A model's structure. Tensors are described, not loaded.</summary>
public sealed record OnnxModel
{
    /// <summary>0 where it is missing.</summary>
    public long IrVersion { get; set; }

    /// <summary>Operator sets: domain and version.</summary>
    public List<KeyValuePair<string, long>> OperatorSets { get; } = [];

    /// <summary>Fields that occur more than once are joined, as loaders do.</summary>
    public OnnxGraph Graph { get; } = new();

    /// <summary>How often the graph's field occurs.</summary>
    public int GraphFields { get; set; }

    /// <summary>Graphs of training: initialisation and algorithm.</summary>
    public List<OnnxGraph> Training { get; } = [];

    public List<OnnxFunction> Functions { get; } = [];

    public List<OnnxText> Metadata { get; } = [];

    /// <summary>What is written for people: of the model, of graphs, nodes and tensors.</summary>
    public List<OnnxText> Documentation { get; } = [];

    /// <summary>Fields of the outermost message that no version of the format has.</summary>
    public List<ByteRange> Unknown { get; } = [];

    /// <summary>The deepest graph in a graph.</summary>
    public int Deepest { get; set; }

    /// <summary>True where there are more nodes or tensors than are kept.</summary>
    public bool IsCut { get; set; }

    /// <summary>The first thing that is wrong with the bytes.</summary>
    public ProtoFault Fault { get; set; }

    public long FaultOffset { get; set; }
}
