using System.Buffers.Binary;
using Assay.Contracts.Reports;
using Assay.Formats.Protobuf;

namespace Assay.Formats.Onnx;

/// <summary>Reads the structure of a model. Bounded, and never throws for what the bytes are: damage is noted, the rest is read.</summary>
public sealed class OnnxReader
{
    /// <summary>Nodes, tensors and functions together: more than any exporter writes; about 300 MiB.</summary>
    private const int MaxItems = 400_000;

    private const int MaxName = 1024;
    private const int MinDocument = 16;
    private const int MaxList = 4096;
    private const int MaxGraphDepth = 64;

    private readonly ProtoInput _input;
    private readonly OnnxModel _model = new();
    private int _items;

    private OnnxReader(ByteSource source, CancellationToken cancellationToken) => _input = new(source, cancellationToken: cancellationToken);

    public static OnnxModel Read(ByteSource source, CancellationToken cancellationToken = default)
    {
        var reader = new OnnxReader(source, cancellationToken);
        reader.ReadModel();
        (reader._model.Fault, reader._model.FaultOffset) = (reader._input.Fault, reader._input.FaultOffset);
        return reader._model;
    }

    private void ReadModel()
    {
        var message = _input.Root();
        while (message.Next(out var f))
        {
            if (f.IsVarint(1)) _model.IrVersion = f.Signed;
            else if (f.IsCounted(7))
            {
                _model.GraphFields++;
                ReadGraph(message.Open(f), _model.Graph);
            }
            else if (f.IsCounted(6)) Document("model", f);
            else if (f.IsCounted(8)) ReadOperatorSet(message.Open(f));
            else if (f.IsCounted(14)) ReadMetadata(message.Open(f));
            else if (f.IsCounted(20)) ReadTraining(message.Open(f));
            else if (f.IsCounted(25)) ReadFunction(message.Open(f), f.Start);
            else if (!(f.IsVarint(5) || (f.Wire == ProtoWire.Counted && f.Number is 2 or 3 or 4 or 6 or 26)) && _model.Unknown.Count < MaxList)
                _model.Unknown.Add(new(f.Offset, f.Length));
        }
    }

    private void ReadOperatorSet(ProtoMessage message)
    {
        var (domain, version) = ("", 0L);
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) domain = message.Text(f, MaxName);
            else if (f.IsVarint(2)) version = f.Signed;
        }
        if (_model.OperatorSets.Count < MaxList) _model.OperatorSets.Add(new(domain, version));
    }

    private void ReadMetadata(ProtoMessage message)
    {
        var key = "";
        ByteRange value = default;
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) key = message.Text(f, MaxName);
            else if (f.IsCounted(2)) value = new(f.Offset, f.Length);
        }
        if (_model.Metadata.Count < MaxList) _model.Metadata.Add(new(key, value));
    }

    private void ReadTraining(ProtoMessage message)
    {
        while (message.Next(out var f))
        {
            if (!f.IsCounted(1) && !f.IsCounted(2)) continue;
            if (!Take()) continue;
            var graph = new OnnxGraph { Depth = 1 };
            ReadGraph(message.Open(f), graph);
            _model.Training.Add(graph);
        }
    }

    private void ReadFunction(ProtoMessage message, long offset)
    {
        if (!Take()) return;
        var (name, domain) = ("", "");
        List<string> inputs = [], outputs = [];
        List<OnnxNode> nodes = [];
        while (message.Next(out var f))
        {
            if (f.Wire != ProtoWire.Counted) continue;
            if (f.Number == 1) name = message.Text(f, MaxName);
            else if (f.Number == 4 && inputs.Count < MaxList) inputs.Add(message.Text(f, MaxName));
            else if (f.Number == 5 && outputs.Count < MaxList) outputs.Add(message.Text(f, MaxName));
            else if (f.Number == 7) ReadNode(message.Open(f), f.Start, nodes, 0);
            else if (f.Number == 10) domain = message.Text(f, MaxName);
            // Default values of the function's attributes may hold tensors and graphs: a node without operator keeps them.
            else if (f.Number == 11) nodes.Add(new() { Offset = f.Start, Attributes = [ReadAttribute(message.Open(f), f.Start, 0)] });
        }
        _model.Functions.Add(new() { Offset = offset, Name = name, Domain = domain, Inputs = inputs, Outputs = outputs, Nodes = nodes });
    }

    private void ReadGraph(ProtoMessage message, OnnxGraph graph)
    {
        _model.Deepest = Math.Max(_model.Deepest, graph.Depth);
        if (graph.Depth > MaxGraphDepth)
        {
            _model.IsCut = true;
            return;
        }
        while (message.Next(out var f))
        {
            if (f.Wire != ProtoWire.Counted) continue;
            switch (f.Number)
            {
                case 1:
                    ReadNode(message.Open(f), f.Start, graph.Nodes, graph.Depth);
                    break;
                case 5:
                    if (Take()) graph.Constants.Add(ReadTensor(message.Open(f), f.Start));
                    break;
                case 11 or 12:
                    if (Take()) (f.Number == 11 ? graph.Inputs : graph.Outputs).Add(ReadValue(message.Open(f)));
                    break;
                case 10:
                    Document("graph", f);
                    break;
                case 16:
                    ReadMetadata(message.Open(f));
                    break;
                case 15:
                    ReadSparse(message.Open(f), graph.Constants);
                    break;
            }
        }
    }

    private void ReadNode(ProtoMessage message, long offset, List<OnnxNode> nodes, int depth)
    {
        if (!Take()) return;
        var (name, op, domain) = ("", "", "");
        List<string>? inputs = null, outputs = null;
        List<OnnxAttribute>? attributes = null;
        while (message.Next(out var f))
        {
            if (f.Wire != ProtoWire.Counted) continue;
            if (f.Number == 1) Add(ref inputs, message.Text(f, MaxName));
            else if (f.Number == 2) Add(ref outputs, message.Text(f, MaxName));
            else if (f.Number == 3) name = message.Text(f, MaxName);
            else if (f.Number == 4) op = message.Text(f, MaxName);
            else if (f.Number == 5) Add(ref attributes, ReadAttribute(message.Open(f), f.Start, depth));
            else if (f.Number == 6) Document("node", f);
            else if (f.Number == 7) domain = message.Text(f, MaxName);
        }
        nodes.Add(new()
        {
            Offset = offset,
            Name = name,
            Operator = op,
            Domain = domain,
            Inputs = inputs ?? [],
            Outputs = outputs ?? [],
            Attributes = attributes ?? [],
        });
    }

    private static void Add<T>(ref List<T>? list, T value)
    {
        list ??= [];
        if (list.Count < 64 * 1024) list.Add(value);
    }

    private OnnxAttribute ReadAttribute(ProtoMessage message, long offset, int depth)
    {
        var name = "";
        long? integer = null;
        float? number = null;
        List<long>? integers = null;
        List<float>? numbers = null;
        List<ByteRange>? texts = null;
        List<OnnxTensor>? tensors = null;
        List<OnnxGraph>? graphs = null;
        while (message.Next(out var f))
        {
            if (f.Number == 8) message.AddIntegers(f, integers ??= [], MaxList);
            else if (f.Number == 7) AddNumbers(message, f, numbers ??= []);
            else if (f.IsVarint(3)) integer = f.Signed;
            else if (f is { Number: 2, Wire: ProtoWire.Fixed32 }) number = BitConverter.UInt32BitsToSingle((uint)f.Value);
            else if (f.Wire != ProtoWire.Counted) continue;
            else if (f.Number == 1) name = message.Text(f, MaxName);
            else if (f.Number is 4 or 9) Add(ref texts, new ByteRange(f.Offset, f.Length));
            else if (f.Number is 5 or 10 && Take()) Add(ref tensors, ReadTensor(message.Open(f), f.Start));
            else if (f.Number is 22 or 23) ReadSparse(message.Open(f), tensors ??= []);
            else if (f.Number is 6 or 11 && Take())
            {
                var graph = new OnnxGraph { Depth = depth + 1 };
                ReadGraph(message.Open(f), graph);
                Add(ref graphs, graph);
            }
        }
        return new()
        {
            Name = name,
            Offset = offset,
            Integer = integer,
            Number = number,
            Integers = integers ?? [],
            Numbers = numbers ?? [],
            Texts = texts ?? [],
            Tensors = tensors ?? [],
            Graphs = graphs ?? [],
        };
    }

    private static void AddNumbers(ProtoMessage message, ProtoField field, List<float> numbers)
    {
        if (field.Wire == ProtoWire.Fixed32 && numbers.Count < MaxList) numbers.Add(BitConverter.UInt32BitsToSingle((uint)field.Value));
        if (field.Wire != ProtoWire.Counted) return;
        var bytes = message.Bytes(field, MaxList * 4);
        for (var i = 0; i + 4 <= bytes.Length && numbers.Count < MaxList; i += 4) numbers.Add(BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i)));
    }

    private void ReadSparse(ProtoMessage message, List<OnnxTensor> tensors)
    {
        while (message.Next(out var f))
        {
            if ((f.IsCounted(1) || f.IsCounted(2)) && Take()) tensors.Add(ReadTensor(message.Open(f), f.Start));
        }
    }

    private void Document(string what, in ProtoField field)
    {
        if (field.Length >= MinDocument && _model.Documentation.Count < MaxList) _model.Documentation.Add(new(what, new(field.Offset, field.Length)));
    }

    private OnnxTensor ReadTensor(ProtoMessage message, long offset)
    {
        var name = "";
        var (type, location) = (0L, 0L);
        List<long> dims = [];
        ByteRange? raw = null;
        List<ByteRange>? typed = null, texts = null;
        List<KeyValuePair<string, string>>? external = null;
        while (message.Next(out var f))
        {
            if (f.Number == 1) message.AddIntegers(f, dims, 1024);
            else if (f.IsVarint(2)) type = f.Signed;
            else if (f.IsVarint(14)) location = f.Signed;
            else if (f.IsCounted(8)) name = message.Text(f, MaxName);
            else if (f.IsCounted(9)) raw = new(f.Offset, f.Length);
            else if (f.IsCounted(6)) Add(ref texts, new ByteRange(f.Offset, f.Length));
            else if (f.IsCounted(12)) Document("tensor", f);
            else if (f.IsCounted(13)) Add(ref external, ReadEntry(message.Open(f)));
            else if (f.Number is 4 or 5 or 7 or 10 or 11) Add(ref typed, new ByteRange(f.Offset, f.Length));
        }
        return new()
        {
            Name = name,
            Offset = offset,
            Dims = dims,
            ElementType = (int)type,
            Raw = raw,
            Typed = typed ?? [],
            Texts = texts ?? [],
            External = external ?? [],
            DataLocation = location,
        };
    }

    private static KeyValuePair<string, string> ReadEntry(ProtoMessage message)
    {
        var (key, value) = ("", "");
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) key = message.Text(f, MaxName);
            else if (f.IsCounted(2)) value = message.Text(f, 4 * MaxName);
        }
        return new(key, value);
    }

    private static OnnxValue ReadValue(ProtoMessage message)
    {
        var name = "";
        var type = 0;
        List<long?>? dims = null;
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) name = message.Text(f, MaxName);
            else if (f.IsCounted(2)) ReadType(message.Open(f), ref type, ref dims);
        }
        return new(name, type, dims);
    }

    private static void ReadType(ProtoMessage message, ref int type, ref List<long?>? dims)
    {
        while (message.Next(out var f))
        {
            if (!f.IsCounted(1)) continue;
            var tensor = message.Open(f);
            while (tensor.Next(out var t))
            {
                if (t.IsVarint(1)) type = (int)t.Signed;
                else if (t.IsCounted(2)) ReadShape(tensor.Open(t), dims ??= []);
            }
        }
    }

    private static void ReadShape(ProtoMessage message, List<long?> dims)
    {
        while (message.Next(out var f))
        {
            if (!f.IsCounted(1) || dims.Count > 64) continue;
            long? value = null;
            var dim = message.Open(f);
            while (dim.Next(out var d))
            {
                if (d.IsVarint(1)) value = d.Signed;
            }
            dims.Add(value);
        }
    }

    private bool Take()
    {
        if (_items++ < MaxItems) return true;
        _model.IsCut = true;
        return false;
    }
}
