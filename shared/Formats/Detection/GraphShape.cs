using Assay.Contracts.Values;
using Assay.Formats.Protobuf;

namespace Assay.Formats.Detection;

/// <summary>
/// Graphs of ONNX and TensorFlow: protobuf messages without a magic number. Loaders ignore fields that they do not know, and take fields in any order, so
/// what counts is not what the bytes begin with but whether a message somewhere in them is a node of such a graph. A message can be two of them at once.
/// </summary>
internal static class GraphShape
{
    /// <summary>Fields of the outermost message that are looked at; the nodes of a large GraphDef are there.</summary>
    private const int MaxFields = 4096;

    /// <summary>Fields of an inner message, and messages of one kind, that are looked at.</summary>
    private const int MaxPeek = 48;

    /// <summary>Fields that are looked at in all: some milliseconds.</summary>
    private const int MaxLook = 200_000;

    /// <summary>Messages of the outermost one that are looked at: what is told apart may stand behind others.</summary>
    private const int MaxTries = 512;

    private const int MaxName = 256;

    /// <summary>The formats that the bytes can be loaded as.</summary>
    public static IEnumerable<string> Find(ByteSource source, ReadOnlySpan<byte> head)
    {
        // No field has number 0, and no wire type is above 5: most files end here.
        if (head.Length < 4 || (head[0] & 7) > 5 || head[0] < 8) return [];
        var input = new ProtoInput(source, new() { Fields = MaxLook });
        var top = Top(input, out var wellFormed);
        var found = new List<string>();
        if (!wellFormed) return found;
        if (top.Exists(f => f.IsCounted(7) && IsOnnxGraph(input, f)) || IsOnnxByFields(top)) found.Add(FileFormat.Onnx);
        if (Any(top, 1, f => IsKerasNode(input, f))) found.Add(FileFormat.KerasMetadata);
        if (Any(top, 2, f => IsMetaGraph(Peek(input, f), input))) found.Add(FileFormat.SavedModel);
        else if (!found.Contains(FileFormat.KerasMetadata) && IsMetaGraph(top, input)) found.Add(FileFormat.MetaGraph);
        else if (IsGraph(top, input)) found.Add(FileFormat.TensorFlowGraph);
        return found;
    }

    private static List<ProtoField> Top(ProtoInput input, out bool wellFormed)
    {
        var fields = new List<ProtoField>();
        var message = input.Root();
        while (fields.Count < MaxFields && message.Next(out var field)) fields.Add(field);
        wellFormed = input.Fault is ProtoFault.None or ProtoFault.Truncated;
        // Damage behind a readable beginning is for the analyser to report; damage at once is another format.
        if (!wellFormed) wellFormed = input.FaultOffset > Math.Max(64, input.Source.Length / 2);
        return fields;
    }

    private static bool Any(List<ProtoField> fields, int number, Func<ProtoField, bool> test) =>
        fields.Where(f => f.IsCounted(number)).Take(MaxTries).Any(test);

    private static List<ProtoField> Peek(ProtoInput input, ProtoField outer)
    {
        var fields = new List<ProtoField>();
        var message = input.Message(outer.Offset, outer.Length);
        while (fields.Count < MaxPeek && message.Next(out var field)) fields.Add(field);
        return fields;
    }

    /// <summary>A version and operator sets, or a version and a graph, and nothing that ModelProto does not have.</summary>
    private static bool IsOnnxByFields(List<ProtoField> top)
    {
        var version = top.Exists(f => f.IsVarint(1) && f.Value is >= 1 and <= 255);
        return version && top.Exists(f => f.IsCounted(7) || f.IsCounted(8)) && top.TrueForAll(f => f.Wire switch
        {
            ProtoWire.Varint => f.Number is 1 or 5,
            ProtoWire.Counted => f.Number is 2 or 3 or 4 or 6 or 7 or 8 or 14 or 20 or 25 or 26,
            _ => false,
        });
    }

    private static bool IsOnnxGraph(ProtoInput input, ProtoField graph)
    {
        var fields = Peek(input, graph);
        if (Any(fields, 1, n => Peek(input, n).Exists(f => f.IsCounted(4) && IsName(input, f)))) return true;
        // A graph without nodes: a list of tensors.
        return Any(fields, 5, t => Peek(input, t).Exists(f => f.IsVarint(2) && f.Value < 64)) && fields.TrueForAll(f => f.Wire == ProtoWire.Counted);
    }

    private static bool IsMetaGraph(List<ProtoField> fields, ProtoInput input) =>
        Any(fields, 2, f => IsGraph(Peek(input, f), input))
        || (Any(fields, 1, f => IsMetaInfo(input, f)) && fields.TrueForAll(f => f.Wire == ProtoWire.Counted && f.Number <= 7));

    private static bool IsMetaInfo(ProtoInput input, ProtoField field)
    {
        var fields = Peek(input, field);
        return fields.Count > 0 && fields.TrueForAll(f => f.Number <= 8) && fields.Exists(f => (f.IsCounted(4) || f.IsCounted(5)) && IsName(input, f));
    }

    private static bool IsGraph(List<ProtoField> fields, ProtoInput input) =>
        Any(fields, 1, f => IsNode(input, f)) || Any(fields, 2, f => IsLibrary(input, f));

    private static bool IsNode(ProtoInput input, ProtoField field)
    {
        var fields = Peek(input, field);
        return fields.Exists(f => f.IsCounted(1) && IsName(input, f)) && fields.Exists(f => f.IsCounted(2) && IsName(input, f));
    }

    // A library holds functions; a function holds nodes as its field 3.
    private static bool IsLibrary(ProtoInput input, ProtoField field) =>
        Any(Peek(input, field), 1, function => Any(Peek(input, function), 3, node => IsNode(input, node)));

    private static bool IsKerasNode(ProtoInput input, ProtoField field)
    {
        var fields = Peek(input, field);
        return fields.Exists(f => f.IsCounted(4) && IsName(input, f)) && fields.Exists(f => f.IsCounted(5) && Starts(input, f, '{'));
    }

    private static bool Starts(ProtoInput input, ProtoField field, char first)
    {
        Span<byte> bytes = stackalloc byte[1];
        return field.Length > 0 && input.Source.Read(field.Offset, bytes) == 1 && bytes[0] == first;
    }

    private static bool IsName(ProtoInput input, ProtoField field)
    {
        if (field.Length is 0 or > MaxName) return false;
        Span<byte> bytes = stackalloc byte[(int)field.Length];
        bytes = bytes[..input.Source.Read(field.Offset, bytes)];
        return !bytes.IsEmpty && bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
    }
}
