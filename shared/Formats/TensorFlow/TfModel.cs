using Assay.Contracts.Reports;
using Assay.Formats.Protobuf;

namespace Assay.Formats.TensorFlow;

/// <summary>What is in a SavedModel, a MetaGraph or a GraphDef. Tensors are described, not loaded.</summary>
public sealed record TfModel
{
    /// <summary>Graphs and functions.</summary>
    public List<TfGraph> Graphs { get; } = [];

    /// <summary>Tensors that the loader feeds with the path of an asset, and the asset's name. Untrusted.</summary>
    public List<KeyValuePair<string, string>> Assets { get; } = [];

    /// <summary>JSON about Keras layers.</summary>
    public List<ByteRange> LayerConfigurations { get; } = [];

    /// <summary>True where there are more nodes than are kept.</summary>
    public bool IsCut { get; set; }

    /// <summary>The first thing that is wrong with the bytes.</summary>
    public ProtoFault Fault { get; set; }

    public long FaultOffset { get; set; }
}
