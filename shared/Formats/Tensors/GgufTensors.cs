using Assay.Formats.Gguf;

namespace Assay.Formats.Tensors;

/// <summary>Tensors of a GGUF file, whose dimensions stand innermost first.</summary>
internal static class GgufTensors
{
    public static void List(TensorListing listing, ByteSource source, CancellationToken cancellationToken)
    {
        var file = GgufReader.Read(source, cancellationToken);
        if (!file.IsComplete) listing.Problem($"its header cannot be read: {(file.Faults.Count > 0 ? file.Faults[0].What : "it is cut")}");
        foreach (var tensor in file.Tensors)
        {
            var (type, shape) = (ElementType.OfGguf(tensor.Type), tensor.Dimensions.Reverse().ToArray());
            var entry = tensor.Length is { } length
                ? TensorBytes.Plain(tensor.Name, type, shape, source, tensor.DataOffset, length, file.BigEndian)
                : new TensorEntry(tensor.Name, type, shape, 0) { Fault = "the size of its element type is not known" };
            if (!listing.Add(entry)) return;
        }
    }
}
