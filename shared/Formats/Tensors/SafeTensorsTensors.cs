using Assay.Formats.SafeTensors;

namespace Assay.Formats.Tensors;

/// <summary>Tensors of a safetensors file.</summary>
internal static class SafeTensorsTensors
{
    public static void List(TensorListing listing, ByteSource source, CancellationToken cancellationToken)
    {
        var file = SafeTensorsReader.Read(source, cancellationToken);
        if (!file.IsComplete) listing.Problem($"its header cannot be read: {(file.Faults.Count > 0 ? file.Faults[0].What : "it is cut")}");
        foreach (var tensor in file.Tensors)
        {
            var type = ElementType.OfSafeTensors(tensor.Type);
            var length = tensor.End - tensor.Start;
            var width = ElementType.Width(type);
            var entry = TensorBytes.Plain(tensor.Name, type, tensor.Shape, source, file.DataStart + Math.Min(tensor.Start, source.Length), length);
            if (width > 0 && (TensorShape.Count(tensor.Shape) is not { } count || count > length / width || count * width != length))
                entry = entry with { Fault = "its shape does not make up its bytes", Open = null };
            if (!listing.Add(entry)) return;
        }
    }
}
