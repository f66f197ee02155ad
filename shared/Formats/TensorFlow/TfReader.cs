using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Formats.Protobuf;

namespace Assay.Formats.TensorFlow;

/// <summary>Reads the structure of TensorFlow's graph files. Bounded, and never throws for what the bytes are: damage is noted, the rest is read.</summary>
public sealed class TfReader
{
    /// <summary>Nodes, attributes and assets together: about 300 MiB.</summary>
    private const int MaxItems = 1_500_000;

    private const int MaxName = 1024;
    private const int MaxList = 1024;

    private readonly ProtoInput _input;
    private readonly TfModel _model = new();
    private int _items;

    private TfReader(ByteSource source, CancellationToken cancellationToken) => _input = new(source, cancellationToken: cancellationToken);

    /// <summary>Reads a source of one of the formats of TensorFlow, see <see cref="FileFormat"/>.</summary>
    public static TfModel Read(ByteSource source, string format, CancellationToken cancellationToken = default)
    {
        var reader = new TfReader(source, cancellationToken);
        var root = reader._input.Root();
        if (format == FileFormat.SavedModel) reader.ReadSavedModel(root);
        else if (format == FileFormat.MetaGraph) reader.ReadMetaGraph(root);
        else if (format == FileFormat.KerasMetadata) reader.ReadKerasMetadata(root);
        else reader.ReadGraph(root);
        (reader._model.Fault, reader._model.FaultOffset) = (reader._input.Fault, reader._input.FaultOffset);
        return reader._model;
    }

    private void ReadSavedModel(ProtoMessage message)
    {
        while (message.Next(out var f))
        {
            if (f.IsCounted(2)) ReadMetaGraph(message.Open(f));
        }
    }

    private void ReadMetaGraph(ProtoMessage message)
    {
        while (message.Next(out var f))
        {
            if (f.IsCounted(2)) ReadGraph(message.Open(f));
            else if (f.IsCounted(6)) ReadAsset(message.Open(f));
            else if (f.IsCounted(7)) ReadObjects(message.Open(f));
        }
    }

    private void ReadGraph(ProtoMessage message)
    {
        var graph = new TfGraph();
        _model.Graphs.Add(graph);
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) ReadNode(message.Open(f), f.Start, graph);
            else if (f.IsCounted(2)) ReadLibrary(message.Open(f));
        }
    }

    private void ReadLibrary(ProtoMessage message)
    {
        while (message.Next(out var f))
        {
            if (!f.IsCounted(1) || !Take()) continue;
            var function = new TfGraph();
            _model.Graphs.Add(function);
            ReadFunction(message.Open(f), function);
        }
    }

    private void ReadFunction(ProtoMessage message, TfGraph function)
    {
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) ReadSignature(message.Open(f), function);
            else if (f.IsCounted(3)) ReadNode(message.Open(f), f.Start, function);
            else if (f.IsCounted(4) && function.Results.Count < MaxList) function.Results.Add(ReadEntry(message.Open(f)).Value);
        }
    }

    private static void ReadSignature(ProtoMessage message, TfGraph function)
    {
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) function.Function = message.Text(f, MaxName);
            else if (f.IsCounted(2) && function.Arguments.Count < MaxList) function.Arguments.Add(FirstText(message.Open(f)));
        }
    }

    private void ReadNode(ProtoMessage message, long offset, TfGraph graph)
    {
        if (!Take()) return;
        var (name, op) = ("", "");
        List<string>? inputs = null;
        List<TfAttribute>? attributes = null;
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) name = message.Text(f, MaxName);
            else if (f.IsCounted(2)) op = message.Text(f, MaxName);
            else if (f.IsCounted(3) && (inputs ??= []).Count < 64 * MaxList) inputs.Add(message.Text(f, MaxName));
            else if (f.IsCounted(5) && Take()) (attributes ??= []).Add(ReadAttribute(message.Open(f)));
        }
        graph.Nodes.Add(new() { Offset = offset, Name = name, Operator = op, Inputs = inputs ?? [], Attributes = attributes ?? [] });
    }

    private static TfAttribute ReadAttribute(ProtoMessage message)
    {
        var found = new TfAttributeParts();
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) found.Name = message.Text(f, MaxName);
            else if (f.IsCounted(2)) ReadValue(message.Open(f), found, 2, 10);
        }
        return found.ToAttribute();
    }

    // A value and a list of values have other numbers for functions only.
    private static void ReadValue(ProtoMessage message, TfAttributeParts found, int text, int function)
    {
        while (message.Next(out var f))
        {
            if (f.IsCounted(text)) found.Texts.Add(new(f.Offset, f.Length));
            else if (f.Number is 3 or 5) message.AddIntegers(f, found.Integers, MaxList);
            else if (f.IsVarint(6)) found.Type = (int)f.Signed;
            else if (f.IsCounted(7)) ReadShape(message.Open(f), found.Dims);
            else if (f.IsCounted(8)) ReadTensor(message.Open(f), found);
            else if (f.IsCounted(function) && found.Functions.Count < MaxList) found.Functions.Add(FirstText(message.Open(f)));
            else if (f.IsCounted(1) && function == 10) ReadValue(message.Open(f), found, 2, 9);
        }
    }

    private static void ReadTensor(ProtoMessage message, TfAttributeParts found)
    {
        while (message.Next(out var f))
        {
            if (f.IsVarint(1)) found.Type = (int)f.Signed;
            else if (f.IsCounted(2)) ReadShape(message.Open(f), found.Dims);
            else if (f.IsCounted(4)) found.Content = new(f.Offset, f.Length);
            else if (f.IsCounted(8) && found.TensorTexts.Count < MaxList) found.TensorTexts.Add(new(f.Offset, f.Length));
            else if (f.Number is 7 or 10 or 11) message.AddIntegers(f, found.Integers, MaxList);
            else if (f.IsCounted(5)) found.Content ??= new(f.Offset, f.Length);
        }
    }

    private static void ReadShape(ProtoMessage message, List<long> dims)
    {
        while (message.Next(out var f))
        {
            if (!f.IsCounted(2) || dims.Count > 64) continue;
            long size = 0;
            var dim = message.Open(f);
            while (dim.Next(out var d))
            {
                if (d.IsVarint(1)) size = d.Signed;
            }
            dims.Add(size);
        }
    }

    private void ReadAsset(ProtoMessage message)
    {
        if (!Take()) return;
        var (tensor, file) = ("", "");
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) tensor = FirstText(message.Open(f));
            else if (f.IsCounted(2)) file = message.Text(f, 4 * MaxName);
        }
        _model.Assets.Add(new(tensor, file));
    }

    private void ReadObjects(ProtoMessage message)
    {
        while (message.Next(out var f))
        {
            if (!f.IsCounted(1)) continue;
            var node = message.Open(f);
            while (node.Next(out var n))
            {
                if (!n.IsCounted(4)) continue;
                var user = node.Open(n);
                while (user.Next(out var u))
                {
                    if (u.IsCounted(3) && u.Length > 2 && Take()) _model.LayerConfigurations.Add(new(u.Offset, u.Length));
                }
            }
        }
    }

    private void ReadKerasMetadata(ProtoMessage message)
    {
        while (message.Next(out var f))
        {
            if (!f.IsCounted(1)) continue;
            var node = message.Open(f);
            while (node.Next(out var n))
            {
                if (n.IsCounted(5) && Take()) _model.LayerConfigurations.Add(new(n.Offset, n.Length));
            }
        }
    }

    private static string FirstText(ProtoMessage message)
    {
        var text = "";
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) text = message.Text(f, MaxName);
        }
        return text;
    }

    private static KeyValuePair<string, string> ReadEntry(ProtoMessage message)
    {
        var (key, value) = ("", "");
        while (message.Next(out var f))
        {
            if (f.IsCounted(1)) key = message.Text(f, MaxName);
            else if (f.IsCounted(2)) value = message.Text(f, MaxName);
        }
        return new(key, value);
    }

    private bool Take()
    {
        if (_items++ < MaxItems) return true;
        _model.IsCut = true;
        return false;
    }

    private sealed class TfAttributeParts
    {
        public string Name { get; set; } = "";

        public List<ByteRange> Texts { get; } = [];

        public List<ByteRange> TensorTexts { get; } = [];

        public List<long> Integers { get; } = [];

        public List<string> Functions { get; } = [];

        public List<long> Dims { get; } = [];

        public ByteRange? Content { get; set; }

        public int Type { get; set; }

        public TfAttribute ToAttribute() => new()
        {
            Name = Name,
            Texts = Texts.Count == 0 ? [] : Texts,
            TensorTexts = TensorTexts.Count == 0 ? [] : TensorTexts,
            Integers = Integers.Count == 0 ? [] : Integers,
            Functions = Functions.Count == 0 ? [] : Functions,
            Dims = Dims.Count == 0 ? [] : Dims,
            Content = Content,
            Type = Type,
        };
    }
}
