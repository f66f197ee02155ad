using System.Globalization;
using System.Text;

namespace Assay.Formats.PythonBytecode;

/// <summary>
/// Reads marshal data, the form in which Python stores code objects. Bounded in depth and in values, and never throws for what the bytes are. The
/// data does not say which interpreter wrote it, so each layout of code objects is tried.
/// </summary>
public sealed class MarshalReader
{
    /// <summary>Values inside values; CPython itself stops at 2,000, compilers produce a dozen.</summary>
    private const int MaxDepth = 200;

    /// <summary>Values in one piece of data: the largest module of the standard library has fewer than 20,000.</summary>
    private const int MaxValues = 300_000;

    private const int MaxNumberText = 64;
    private const byte Referable = 0x80;

    private readonly PyLayout _layout;
    private readonly List<PyConstant> _references = [];
    private int _values;
    private bool _failed;

    private MarshalReader(PyLayout layout) => _layout = layout;

    /// <summary>Reads one value under each layout; null where no layout makes sense of it.</summary>
    /// <param name="bytes">The data; what stands behind the first value is left alone.</param>
    /// <param name="layout">The layout, where a header tells it.</param>
    public static PyConstant? Read(ReadOnlySpan<byte> bytes, PyLayout? layout = null)
    {
        ReadOnlySpan<PyLayout> layouts = layout is { } one ? [one] : [PyLayout.Python311, PyLayout.Python38, PyLayout.Python36];
        foreach (var candidate in layouts)
        {
            var reader = new MarshalReader(candidate);
            var cursor = new MarshalCursor(bytes);
            var value = reader.Value(ref cursor, 0);
            if (!reader._failed && !cursor.IsOver && value is not null) return value;
        }
        return null;
    }

    /// <summary>Reads a code object; null where the data is none.</summary>
    public static PyCode? ReadCode(ReadOnlySpan<byte> bytes, PyLayout? layout = null)
    {
        // Everything else that marshal stores is data; it is not worth a try with each layout.
        if (bytes.IsEmpty || (bytes[0] & ~Referable) != 'c') return null;
        return Read(bytes, layout)?.Code;
    }

    private PyConstant? Value(ref MarshalCursor cursor, int depth)
    {
        var type = cursor.Byte();
        if (cursor.IsOver || _failed || depth > MaxDepth || ++_values > MaxValues) return Fail();
        // The place among the references is taken before the content is read, as CPython does.
        var place = (type & Referable) == 0 ? -1 : Reserve();
        var value = Typed((char)(type & ~Referable), ref cursor, depth);
        if (place >= 0 && value is not null) _references[place] = value;
        return value;
    }

    private PyConstant? Typed(char type, ref MarshalCursor cursor, int depth)
    {
        switch (type)
        {
            case 'N': return PyConstant.None;
            case 'T': return PyConstant.Of(true);
            case 'F': return PyConstant.Of(false);
            case '.' or 'S': return PyConstant.Other;
            case 'i': return PyConstant.Of(cursor.Int());
            case 'I': return PyConstant.Of(cursor.Long());
            case 'l': return Digits(cursor.Int(), ref cursor);
            case 'g': return PyConstant.Of(BitConverter.Int64BitsToDouble(cursor.Long()));
            case 'f': return FloatText(ref cursor);
            case 'y':
                cursor.Take(16);
                return PyConstant.Other;
            case 'x':
                FloatText(ref cursor);
                return FloatText(ref cursor) is null ? null : PyConstant.Other;
            case 's': return PyConstant.Of(new ReadOnlyMemory<byte>(cursor.Take(cursor.Int()).ToArray()));
            case 't' or 'u': return PyConstant.Of(Encoding.UTF8.GetString(cursor.Take(cursor.Int())));
            case 'a' or 'A': return PyConstant.Of(Encoding.Latin1.GetString(cursor.Take(cursor.Int())));
            case 'z' or 'Z': return PyConstant.Of(Encoding.Latin1.GetString(cursor.Take(cursor.Byte())));
            case ')': return Items(PyConstantKind.Tuple, cursor.Byte(), ref cursor, depth);
            case '(' or '[' or '<' or '>': return Items(PyConstantKind.Tuple, cursor.Int(), ref cursor, depth);
            case '{': return Pairs(ref cursor, depth);
            case ':': return Items(PyConstantKind.Slice, 3, ref cursor, depth);
            case 'r':
                var index = cursor.Int();
                return index >= 0 && index < _references.Count ? _references[index] : Fail();
            case 'c': return Code(ref cursor, depth);
            default: return Fail();
        }
    }

    private PyConstant? Items(PyConstantKind kind, int count, ref MarshalCursor cursor, int depth)
    {
        // Each item takes at least a byte, so a claim beyond that is a lie and nothing is set aside for it.
        if (count < 0 || count > cursor.Left) return Fail();
        var items = new List<PyConstant>(Math.Min(count, 64));
        var container = PyConstant.Of(kind, items);
        for (var i = 0; i < count; i++)
        {
            if (Value(ref cursor, depth + 1) is not { } item) return Fail();
            items.Add(item);
        }
        return container;
    }

    private PyConstant? Pairs(ref MarshalCursor cursor, int depth)
    {
        var items = new List<PyConstant>();
        while (true)
        {
            var position = cursor;
            if (cursor.Byte() == '0') return PyConstant.Of(PyConstantKind.Dict, items);
            cursor = position;
            if (Value(ref cursor, depth + 1) is not { } item) return Fail();
            items.Add(item);
        }
    }

    private static PyConstant Digits(int digits, ref MarshalCursor cursor)
    {
        var count = Math.Abs((long)digits);
        var bytes = cursor.Take((int)Math.Min(count * 2, int.MaxValue));
        // Digits have 15 bits; four of them fit into 64.
        if (count > 4) return PyConstant.Other;
        long value = 0;
        for (var i = bytes.Length - 2; i >= 0; i -= 2) value = (value << 15) | (uint)(bytes[i] | (bytes[i + 1] << 8));
        return PyConstant.Of(digits < 0 ? -value : value);
    }

    private PyConstant? FloatText(ref MarshalCursor cursor)
    {
        var text = Encoding.Latin1.GetString(cursor.Take(Math.Min((int)cursor.Byte(), MaxNumberText)));
        return double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? PyConstant.Of(value) : Fail();
    }

    private PyConstant? Code(ref MarshalCursor cursor, int depth)
    {
        var numbers = _layout switch { PyLayout.Python38 => 6, _ => 5 };
        for (var i = 0; i < numbers; i++)
        {
            // Counts and flags: a wild one says that this is another layout.
            if (cursor.Int() is < 0 or > 0x3fffffff) return Fail();
        }
        var code = Value(ref cursor, depth + 1);
        var constants = Value(ref cursor, depth + 1);
        var names = Value(ref cursor, depth + 1);
        var locals = Value(ref cursor, depth + 1);
        if (code is not { Kind: PyConstantKind.Bytes } || constants is not { Kind: PyConstantKind.Tuple } || names is not { Kind: PyConstantKind.Tuple }
            || locals is not { Kind: PyConstantKind.Tuple }) return Fail();
        PyConstant? name;
        List<string> cells = [];
        if (_layout == PyLayout.Python311)
        {
            if (Value(ref cursor, depth + 1) is not { Kind: PyConstantKind.Bytes }) return Fail();
            name = FileAndName(ref cursor, depth);
            Value(ref cursor, depth + 1);
            cursor.Int();
            Value(ref cursor, depth + 1);
        }
        else
        {
            var free = Value(ref cursor, depth + 1);
            var cell = Value(ref cursor, depth + 1);
            if (free is not { Kind: PyConstantKind.Tuple } || cell is not { Kind: PyConstantKind.Tuple }) return Fail();
            cells = [.. PyTables.Texts(cell.Items, out _), .. PyTables.Texts(free.Items, out _)];
            name = FileAndName(ref cursor, depth);
            cursor.Int();
        }
        if (Value(ref cursor, depth + 1) is not { Kind: PyConstantKind.Bytes } || name is not { Kind: PyConstantKind.Text }) return Fail();
        return PyConstant.Of(new PyCode(
            _layout, name.Text, code.Bytes, constants.Items, PyTables.Texts(names.Items, out var odd), PyTables.Texts(locals.Items, out var oddLocals), cells)
        {
            IsIncomplete = odd || oddLocals,
        });
    }

    private PyConstant? FileAndName(ref MarshalCursor cursor, int depth)
    {
        if (Value(ref cursor, depth + 1) is not { Kind: PyConstantKind.Text }) return Fail();
        return Value(ref cursor, depth + 1);
    }

    private int Reserve()
    {
        _references.Add(PyConstant.Other);
        return _references.Count - 1;
    }

    private PyConstant? Fail()
    {
        _failed = true;
        return null;
    }
}
