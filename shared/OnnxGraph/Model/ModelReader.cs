using Assay.Formats;
using Assay.Formats.Protobuf;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Model;

/// <summary>
/// Reads a model from protobuf (onnx.proto) so that it can be written again. Unlike the reader that describes models for analysers, it refuses what
/// it
/// could not write back or what loaders read in different ways. Tensors are slices of the caller's bytes.
/// </summary>
internal sealed class ModelReader
{
    /// <summary>Branches in branches; deeper ones are written by nobody.</summary>
    private const int MaxGraphDepth = 16;

    /// <summary>Nodes, tensors and attributes together: several times what the largest exports have.</summary>
    private const int MaxItems = 1_000_000;

    private const int MaxRank = 64;
    private const int MaxName = 4096;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ProtoInput _input;
    private readonly TensorReader _tensors;
    private int _items;

    public ModelReader(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _bytes = bytes;
        _input = new(new MemoryByteSource(bytes), cancellationToken: cancellationToken);
        _tensors = new(bytes);
    }

    public EditableModel Read()
    {
        var extra = new WireWriter();
        EditableGraph? graph = null;
        long irVersion = 0;
        Dictionary<string, long> sets = new(StringComparer.Ordinal);
        List<EditableFunction> functions = [];
        var message = _input.Root();
        while (message.Next(out var f))
        {
            if (f.IsVarint(1)) irVersion = f.Signed;
            else if (f.IsCounted(7))
            {
                if (graph is not null) throw new GraphRefusal("The model has its graph in two parts, which loaders join in different ways.");
                graph = Graph(message.Open(f), 0);
            }
            else if (f.IsCounted(8)) OperatorSet(message.Open(f), sets);
            else if (f.IsCounted(25)) functions.Add(Function(message.Open(f)));
            else Keep(extra, f);
        }
        if (_input.Fault != ProtoFault.None)
            throw new GraphRefusal($"The model's bytes cannot be followed ({_input.Fault} at byte {_input.FaultOffset}); fetch the file again.");
        return new()
        {
            IrVersion = irVersion,
            OperatorSets = sets,
            Graph = graph ?? throw new GraphRefusal("The file has no graph; it is not an ONNX model."),
            Functions = functions,
            Extra = extra.ToArray(),
        };
    }

    private EditableGraph Graph(ProtoMessage message, int depth)
    {
        if (depth > MaxGraphDepth) throw new GraphRefusal($"The model has graphs in graphs deeper than {MaxGraphDepth} levels.");
        var graph = new EditableGraph();
        var extra = new WireWriter();
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) graph.Nodes.Add(Node(message.Open(f), depth));
            else if (f.IsCounted(2)) graph.Name = Name(message, f);
            else if (f.IsCounted(5))
            {
                Take();
                var (name, tensor) = _tensors.Read(message.Open(f));
                if (!graph.Initializers.TryAdd(name, tensor)) throw new GraphRefusal($"Two constants have the name '{name}'.");
            }
            else if (f.IsCounted(11)) graph.Inputs.Add(Value(message.Open(f)));
            else if (f.IsCounted(12)) graph.Outputs.Add(Value(message.Open(f)));
            else if (f.IsCounted(13)) graph.Values.Add(Value(message.Open(f)));
            else Keep(extra, f);
        }
        graph.Extra = extra.ToArray();
        return graph;
    }

    private EditableNode Node(ProtoMessage message, int depth)
    {
        Take();
        var (name, op, domain) = ("", "", "");
        List<string> inputs = [], outputs = [];
        Dictionary<string, EditableAttribute> attributes = new(StringComparer.Ordinal);
        var extra = new WireWriter();
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) inputs.Add(Name(message, f));
            else if (f.IsCounted(2)) outputs.Add(Name(message, f));
            else if (f.IsCounted(3)) name = Name(message, f);
            else if (f.IsCounted(4)) op = Name(message, f);
            else if (f.IsCounted(5)) Attribute(message.Open(f), depth, attributes);
            else if (f.IsCounted(7)) domain = Name(message, f);
            else Keep(extra, f);
        }
        if (domain == "ai.onnx") domain = "";
        return new()
        {
            Name = name,
            Operator = op,
            Domain = domain,
            Inputs = inputs,
            Outputs = outputs,
            Attributes = attributes,
            Extra = extra.ToArray(),
        };
    }

    private void Attribute(ProtoMessage message, int depth, Dictionary<string, EditableAttribute> attributes)
    {
        Take();
        var (name, reference) = ("", "");
        var (kind, integer, number) = (AttributeKind.Undefined, 0L, 0f);
        List<long> integers = [];
        List<float> numbers = [];
        List<byte[]> texts = [];
        List<KeyValuePair<string, TensorConstant>> tensors = [];
        List<EditableGraph> graphs = [];
        var seen = AttributeKind.Undefined;
        var extra = new WireWriter();
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) name = Name(message, f);
            else if (f.IsCounted(21)) reference = Name(message, f);
            else if (f.IsVarint(20)) kind = (AttributeKind)f.Signed;
            else if (f is { Number: 2, Wire: ProtoWire.Fixed32 }) (number, seen) = (BitConverter.UInt32BitsToSingle((uint)f.Value),
                AttributeKind.Number);
            else if (f.IsVarint(3)) (integer, seen) = (f.Signed, AttributeKind.Integer);
            else if (f.Number is 4 or 9 && f.Wire == ProtoWire.Counted)
            {
                texts.Add(Slice(f).ToArray());
                seen = f.Number == 4 ? AttributeKind.Text : AttributeKind.Texts;
            }
            else if (f.Number is 5 or 10 && f.Wire == ProtoWire.Counted)
            {
                tensors.Add(_tensors.Read(message.Open(f)));
                seen = f.Number == 5 ? AttributeKind.Tensor : AttributeKind.Tensors;
            }
            else if (f.Number is 6 or 11 && f.Wire == ProtoWire.Counted)
            {
                graphs.Add(Graph(message.Open(f), depth + 1));
                seen = f.Number == 6 ? AttributeKind.Graph : AttributeKind.Graphs;
            }
            else if (f.Number == 7)
            {
                TensorReader.AddNumbers(Slice(f).Span, numbers);
                seen = AttributeKind.Numbers;
            }
            else if (f.Number == 8)
            {
                message.AddIntegers(f, integers, MaxItems);
                seen = AttributeKind.Integers;
            }
            else Keep(extra, f);
        }
        // Files older than the field that names the kind leave it out.
        if (kind == AttributeKind.Undefined) kind = seen;
        if (seen != AttributeKind.Undefined && seen != kind)
            throw new GraphRefusal($"The attribute '{name}' says that it is {kind} and holds {seen}, which loaders read in different ways.");
        var attribute = new EditableAttribute
        {
            Kind = kind,
            Integer = integer,
            Number = number,
            Integers = integers,
            Numbers = numbers,
            Texts = texts,
            Tensors = tensors,
            Graphs = graphs,
            Reference = reference,
            Extra = extra.ToArray(),
        };
        if (!attributes.TryAdd(name, attribute)) throw new GraphRefusal($"A node has the attribute '{name}' twice.");
    }

    private EditableFunction Function(ProtoMessage message)
    {
        Take();
        var (name, domain, overload) = ("", "", "");
        List<string> inputs = [], outputs = [], names = [];
        List<EditableNode> nodes = [];
        Dictionary<string, EditableAttribute> defaults = new(StringComparer.Ordinal);
        Dictionary<string, long> sets = new(StringComparer.Ordinal);
        var extra = new WireWriter();
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) name = Name(message, f);
            else if (f.IsCounted(4)) inputs.Add(Name(message, f));
            else if (f.IsCounted(5)) outputs.Add(Name(message, f));
            else if (f.IsCounted(6)) names.Add(Name(message, f));
            else if (f.IsCounted(7)) nodes.Add(Node(message.Open(f), 0));
            else if (f.IsCounted(9)) OperatorSet(message.Open(f), sets);
            else if (f.IsCounted(10)) domain = Name(message, f);
            else if (f.IsCounted(11)) Attribute(message.Open(f), 0, defaults);
            else if (f.IsCounted(13)) overload = Name(message, f);
            else Keep(extra, f);
        }
        return new()
        {
            Name = name,
            Domain = domain,
            Overload = overload,
            Inputs = inputs,
            Outputs = outputs,
            AttributeNames = names,
            Defaults = defaults,
            Nodes = nodes,
            OperatorSets = sets,
            Extra = extra.ToArray(),
        };
    }

    private static void OperatorSet(ProtoMessage message, Dictionary<string, long> sets)
    {
        var (domain, version) = ("", 0L);
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) domain = message.Text(f, MaxName);
            else if (f.IsVarint(2)) version = f.Signed;
        }
        if (domain == "ai.onnx") domain = "";
        if (!sets.TryAdd(domain, version) && sets[domain] != version)
            throw new GraphRefusal($"The model names two versions of the operator set '{domain}'.");
    }

    private ValueInfo Value(ProtoMessage message)
    {
        Take();
        var name = "";
        var extra = new WireWriter();
        var (type, shape, other) = (ElementType.Undefined, (List<Dimension>?)null, (byte[]?)null);
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) name = Name(message, f);
            else if (f.IsCounted(2))
            {
                (type, shape) = TensorType(message.Open(f));
                if (type == ElementType.Undefined) other = Slice(f).ToArray();
            }
            else Keep(extra, f);
        }
        return new() { Name = name, Type = type, Shape = shape, OtherType = other, Extra = extra.ToArray() };
    }

    private static (ElementType Type, List<Dimension>? Shape) TensorType(ProtoMessage message)
    {
        var (type, shape) = (ElementType.Undefined, (List<Dimension>?)null);
        while (message.Next(out var f))
        {
            if (!f.IsCounted(1)) continue;
            var tensor = message.Open(f);
            while (tensor.Next(out var t))
            {
                if (t.IsVarint(1)) type = (ElementType)t.Signed;
                else if (t.IsCounted(2)) shape = Shape(tensor.Open(t));
            }
        }
        return (type, shape);
    }

    private static List<Dimension> Shape(ProtoMessage message)
    {
        List<Dimension> shape = [];
        while (message.Next(out var f))
        {
            if (!f.IsCounted(1)) continue;
            if (shape.Count >= MaxRank) throw new GraphRefusal($"A value has more than {MaxRank} dimensions.");
            var (dim, dimension) = (message.Open(f), Dimension.Unknown);
            while (dim.Next(out var d))
            {
                if (d.IsVarint(1)) dimension = d.Signed >= 0 ? Dimension.Of(d.Signed) : Dimension.Unknown;
                else if (d.IsCounted(2) && dim.Text(d, 256) is { Length: > 0 } symbol) dimension = Dimension.Symbol(symbol);
            }
            shape.Add(dimension);
        }
        return shape;
    }

    private static string Name(ProtoMessage message, in ProtoField f) => f.Length <= MaxName
        ? message.Text(f, MaxName)
        : throw new GraphRefusal($"A name of {f.Length} bytes is longer than {MaxName}.");

    private ReadOnlyMemory<byte> Slice(in ProtoField f) => _bytes.Slice((int)f.Offset, (int)f.Length);

    private void Keep(WireWriter extra, in ProtoField f) => extra.Raw(_bytes.Span[(int)f.Start..(int)f.End]);

    private void Take()
    {
        if (++_items > MaxItems) throw new GraphRefusal($"The model has more than {MaxItems} nodes, attributes and tensors.");
    }
}
