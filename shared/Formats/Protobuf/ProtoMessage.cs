using System.Buffers.Binary;
using System.Text;

namespace Assay.Formats.Protobuf;

/// <summary>
/// The fields of one message, in the order of the bytes. What is wrong is noted in the input; a field that is longer than the message is
/// still given, cut, so that what stands in the readable part can be examined.
/// </summary>
public sealed class ProtoMessage
{
    private const int MaxVarint = 10;
    private readonly ProtoInput _input;
    private readonly long _end;
    private readonly int _depth;
    private long _at;

    internal ProtoMessage(ProtoInput input, long start, long end, int depth) => (_input, _at, _end, _depth) = (input, start, end, depth);

    /// <summary>Reads the next field; false at the end or where the bytes cannot be followed any further.</summary>
    public bool Next(out ProtoField field)
    {
        field = default;
        if (_at >= _end) return false;
        if (!_input.TakeField(_at)) return Stop();
        var start = _at;
        if (!TryVarint(out var tag)) return Stop();
        var number = tag >> 3;
        if (number is 0 or > 0x1fffffff) return Stop(ProtoFault.Malformed, start);
        switch ((ProtoWire)(tag & 7))
        {
            case ProtoWire.Varint:
                var at = _at;
                if (!TryVarint(out var value)) return Stop();
                field = new((int)number, ProtoWire.Varint, value, start, at, _at - at);
                return true;
            case ProtoWire.Fixed64:
                return TryFixed((int)number, ProtoWire.Fixed64, 8, start, out field);
            case ProtoWire.Fixed32:
                return TryFixed((int)number, ProtoWire.Fixed32, 4, start, out field);
            case ProtoWire.Counted:
                return TryCounted((int)number, start, out field);
            case ProtoWire.Group:
                return TryGroup(number, start, out field);
            default:
                return Stop(ProtoFault.Malformed, start);
        }
    }

    /// <summary>The value of a field as a message of its own.</summary>
    public ProtoMessage Open(in ProtoField field)
    {
        if (_depth < _input.Limits.Depth) return new(_input, field.Offset, field.End, _depth + 1);
        _input.Fail(ProtoFault.TooDeep, field.Start);
        return new(_input, field.End, field.End, _depth + 1);
    }

    /// <summary>The first bytes of a field's value.</summary>
    public byte[] Bytes(in ProtoField field, int max)
    {
        var bytes = new byte[(int)Math.Min(field.Length, max)];
        var read = _input.Source.Read(field.Offset, bytes);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>A field's value as text, cut after <paramref name="max"/> bytes.</summary>
    public string Text(in ProtoField field, int max = 4096) => Encoding.UTF8.GetString(Bytes(field, max));

    /// <summary>Adds the value of a repeated integer, packed or not, to a list of at most <paramref name="max"/>.</summary>
    public void AddIntegers(in ProtoField field, List<long> values, int max)
    {
        if (field.Wire == ProtoWire.Varint && values.Count < max) values.Add(field.Signed);
        if (field.Wire == ProtoWire.Counted) new ProtoMessage(_input, field.Offset, field.End, _depth).AddPacked(values, max);
    }

    /// <summary>Reads this message as integers without tags.</summary>
    public void AddPacked(List<long> values, int max)
    {
        while (values.Count < max && _at < _end && TryVarint(out var value)) values.Add((long)value);
    }

    private bool TryFixed(int number, ProtoWire wire, int size, long start, out ProtoField field)
    {
        field = default;
        if (_end - _at < size) return Stop(ProtoFault.Truncated, start);
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        for (var i = 0; i < size; i++)
        {
            var b = _input.ByteAt(_at + i);
            if (b < 0) return Stop(ProtoFault.Truncated, start);
            bytes[i] = (byte)b;
        }
        field = new(number, wire, BinaryPrimitives.ReadUInt64LittleEndian(bytes), start, _at, size);
        _at += size;
        return true;
    }

    private bool TryCounted(int number, long start, out ProtoField field)
    {
        field = default;
        if (!TryVarint(out var length)) return Stop();
        var left = (ulong)(_end - _at);
        if (length > left)
        {
            _input.Fail(ProtoFault.Truncated, start);
            length = left;
        }
        field = new(number, ProtoWire.Counted, 0, start, _at, (long)length);
        _at += (long)length;
        return true;
    }

    /// <summary>Groups are older than messages and unknown fields to every loader of model files: their end is looked for.</summary>
    private bool TryGroup(ulong number, long start, out ProtoField field)
    {
        field = default;
        var open = new Stack<ulong>([number]);
        var inner = _at;
        while (open.Count > 0)
        {
            var at = _at;
            if (open.Count > _input.Limits.Depth) return Stop(ProtoFault.TooDeep, start);
            if (_at >= _end) return Stop(ProtoFault.Truncated, start);
            if (!_input.TakeField(at) || !TryVarint(out var tag)) return Stop();
            var wire = (ProtoWire)(tag & 7);
            if (wire == ProtoWire.Group) open.Push(tag >> 3);
            else if (wire == ProtoWire.EndGroup)
            {
                if (open.Pop() != tag >> 3) return Stop(ProtoFault.Malformed, at);
            }
            else
            {
                _at = at;
                if (!Next(out _)) return false;
            }
        }
        field = new((int)number, ProtoWire.Group, 0, start, inner, _at - inner);
        return true;
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        var start = _at;
        for (var i = 0; i < MaxVarint; i++)
        {
            var b = _at < _end ? _input.ByteAt(_at) : -1;
            if (b < 0)
            {
                _input.Fail(ProtoFault.Truncated, start);
                _at = _end;
                return false;
            }
            _at++;
            value |= (ulong)(b & 0x7f) << (7 * i);
            if ((b & 0x80) == 0) return true;
        }
        _input.Fail(ProtoFault.Malformed, start);
        _at = _end;
        return false;
    }

    private bool Stop(ProtoFault fault = ProtoFault.None, long offset = 0)
    {
        if (fault != ProtoFault.None) _input.Fail(fault, offset);
        _at = _end;
        return false;
    }
}
