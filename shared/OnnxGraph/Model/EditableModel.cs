namespace Assay.OnnxGraph.Model;

/// <summary>
/// A model that can be changed and written. What an edit does not touch is written as it was read: fields that are not understood are kept as bytes.
/// Not safe for parallel use.
/// </summary>
public sealed class EditableModel
{
    public long IrVersion { get; set; } = 8;

    /// <summary>Operator sets by domain; the empty domain is the standard one.</summary>
    public Dictionary<string, long> OperatorSets { get; init; } = new(StringComparer.Ordinal);

    public required EditableGraph Graph { get; set; }

    public List<EditableFunction> Functions { get; init; } = [];

    /// <summary>Fields that are kept as they are: producer, documentation, metadata, training.</summary>
    public byte[] Extra { get; set; } = [];

    /// <summary>The version of the standard operators; 0 where the model names none.</summary>
    public long OperatorSet => OperatorSets.GetValueOrDefault("", OperatorSets.GetValueOrDefault("ai.onnx"));

    /// <summary>Reads a model from the bytes of a file. Hostile input gets a reason.</summary>
    public static Outcome<EditableModel> Read(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) =>
        Outcome<EditableModel>.Of(() => new ModelReader(bytes, cancellationToken).Read());

    /// <summary>The bytes of a file.</summary>
    public byte[] Write() => ModelWriter.Write(this);

    public EditableModel Copy() => new()
    {
        IrVersion = IrVersion,
        OperatorSets = new(OperatorSets, StringComparer.Ordinal),
        Graph = Graph.Copy(),
        Functions = [.. Functions],
        Extra = Extra,
    };
}
