using System.Globalization;
using Assay.Contracts.Reports;
using Assay.Formats.Onnx;

namespace Assay.Formats.Tensors;

/// <summary>Constant tensors of an ONNX model: initialisers and attributes, of all graphs, functions and training, in this file and in others.</summary>
internal sealed class OnnxTensors(TensorListing listing, ByteSource source, ITensorFiles? files)
{
    private const int MaxDepth = 64;
    private readonly Dictionary<string, ByteSource?> _files = new(StringComparer.Ordinal);

    public static void List(TensorListing listing, ByteSource source, ITensorFiles? files, CancellationToken cancellationToken)
    {
        var model = OnnxReader.Read(source, cancellationToken);
        if (model.IsCut || model.Fault != Protobuf.ProtoFault.None) listing.Problem("it was not read to the end: it is damaged, or has more parts than are read");
        var tensors = new OnnxTensors(listing, source, files);
        tensors.Visit(model.Graph, 0);
        foreach (var graph in model.Training) tensors.Visit(graph, 0);
        foreach (var function in model.Functions) tensors.Visit(function.Nodes, 0);
    }

    private void Visit(OnnxGraph graph, int depth)
    {
        foreach (var tensor in graph.Constants) Add(tensor, tensor.Name);
        Visit(graph.Nodes, depth);
    }

    private void Visit(IReadOnlyList<OnnxNode> nodes, int depth)
    {
        foreach (var node in nodes)
        {
            foreach (var attribute in node.Attributes)
            {
                foreach (var tensor in attribute.Tensors) Add(tensor, node.Outputs is [var output, ..] ? output : $"{node.Name}.{attribute.Name}");
                if (depth >= MaxDepth) continue;
                foreach (var graph in attribute.Graphs) Visit(graph, depth + 1);
            }
        }
    }

    private void Add(OnnxTensor tensor, string name)
    {
        // Texts are no numbers.
        if (tensor.ElementType == OnnxElement.Text) return;
        var type = ElementType.OfOnnx(tensor.ElementType);
        var bits = OnnxElement.Bits(tensor.ElementType);
        if (bits == 0 || tensor.Count is not { } count || count > long.MaxValue / bits)
        {
            listing.Add(new(name, type, tensor.Dims, 0) { Fault = "its shape or element type makes no sense" });
            return;
        }
        var length = ((count * bits) + 7) / 8;
        if (tensor.IsExternal) listing.Add(External(tensor, name, type, length));
        else if (tensor.Raw is { } raw)
        {
            var entry = TensorBytes.Plain(name, type, tensor.Dims, source, raw.Offset, raw.Length);
            listing.Add(raw.Length == length ? entry : entry with { Fault = "its shape does not make up its bytes", Open = null });
        }
        else listing.Add(Typed(tensor, name, type, length, bits));
    }

    private TensorEntry External(OnnxTensor tensor, string name, string type, long length)
    {
        var (location, offset, claimed) = ("", 0L, length);
        foreach (var (key, value) in tensor.External)
        {
            if (key == "location") location = value;
            else if (key is "offset" or "length")
            {
                if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    return new(name, type, tensor.Dims, length) { Fault = "its place in the other file is no number" };
                if (key == "offset") offset = number;
                else claimed = number;
            }
        }
        if (!_files.TryGetValue(location, out var file)) _files[location] = file = files?.Open(location);
        if (file is null) return new(name, type, tensor.Dims, length) { File = location, Fault = "the file with its numbers is not part of the model" };
        if (claimed != length) return new(name, type, tensor.Dims, length) { File = location, Fault = "its shape does not make up its bytes" };
        return TensorBytes.Plain(name, type, tensor.Dims, file, offset, length) with { File = location };
    }

    // Numbers in fields of their type: floats as they are, integers in seven bits a byte.
    private TensorEntry Typed(OnnxTensor tensor, string name, string type, long length, int bits)
    {
        var entry = new TensorEntry(name, type, tensor.Dims, length) { Ranges = tensor.Typed };
        if (bits < 8) return entry with { Fault = "numbers of less than a byte in fields of integers are not read" };
        var ranges = tensor.Typed;
        if (tensor.ElementType is OnnxElement.Float or OnnxElement.Double or 14 or 15)
            return Total(ranges) == length ? entry with { Open = () => TensorBytes.Joined(source, ranges) } : entry with { Fault = "its shape does not make up its bytes" };
        return entry with { Open = () => new VarintStream(TensorBytes.Joined(source, ranges), bits / 8) };
    }

    private static long Total(IReadOnlyList<ByteRange> ranges) => ranges.Sum(r => r.Length);
}
