namespace Assay.Formats.RData;

/// <summary>
/// Reads a serialised R object (XDR, native or text form, versions 2 and 3) without building it, and traces everything in it that can be
/// evaluated. Damage ends
/// the reading; the trace holds what stood before.
/// </summary>
public sealed partial class RReader
{
    private const int MaxDepth = 600;
    private const long MaxItems = 30_000_000;
    private const int MaxTexts = 6;
    private const int ActiveBinding = 1 << 15;

    private readonly RInput _input;
    private readonly RTrace _trace;
    private readonly CancellationToken _cancellationToken;
    private readonly List<string?> _references = [];
    private long _items;

    private RReader(RInput input, RTrace trace, CancellationToken cancellationToken) =>
        (_input, _trace, _cancellationToken) = (input, trace, cancellationToken);

    /// <summary>Why the reading ended early; null where it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Behind what was read.</summary>
    public long Position => _input.Position;

    /// <summary>Reads the object behind a header.</summary>
    public static RReader Read(ByteSource source, RHeader header, RTrace trace, CancellationToken cancellationToken)
    {
        var reader = new RReader(new(source, header.Form, header.Start), trace, cancellationToken);
        if (reader.Preamble()) reader.Item(RPlace.Value, 0, out _);
        return reader;
    }

    private bool Preamble()
    {
        if (!Int(out var version) || !Int(out _) || !Int(out _)) return false;
        return version < 3 || (Int(out var length) && Text(length, out _));
    }

    private bool Item(RPlace place, int depth, out RItem item)
    {
        item = RItem.None;
        if (!Int(out var flags)) return false;
        return Item(flags, place, depth, out item);
    }

    private bool Item(int flags, RPlace place, int depth, out RItem item)
    {
        var kind = flags & 0xff;
        item = new(kind, null);
        if (_items++ % 4096 == 0) _cancellationToken.ThrowIfCancellationRequested();
        if (_items > MaxItems) return Stop("there are more items than are followed");
        if (depth > MaxDepth) return Stop("items are nested too deep");
        if (RKinds.IsConstant(kind)) return true;
        var hasAttributes = (flags & 0x200) != 0;
        switch (kind)
        {
            case RKinds.Reference:
                return Reference(flags >> 8, out item);
            case RKinds.Symbol:
                if (!Item(place, depth + 1, out var name)) return false;
                item = new(kind, name.Text);
                _references.Add(name.Text);
                return true;
            case RKinds.List or RKinds.Language or RKinds.Dots or RKinds.Promise or RKinds.Closure:
                return Pairs(flags, place, depth, out item);
            case RKinds.Environment:
                _references.Add(null);
                return Int(out _) && Item(RPlace.Value, depth + 1, out _) && Item(RPlace.Frame, depth + 1, out _) && Item(RPlace.Frame, depth + 1,
                    out _)
                    && Item(RPlace.Value, depth + 1, out _);
            case RKinds.Chars:
                if (!Int(out var length)) return false;
                if (!Text(Math.Max(0, length), out var chars)) return false;
                item = new(kind, chars);
                return true;
            case RKinds.Special or RKinds.Builtin:
                if (!Int(out var size) || !Text(size, out var builtin)) return false;
                item = new(kind, builtin);
                return true;
            case RKinds.Persistent or RKinds.Package or RKinds.Namespace:
                return Int(out _) && Int(out var parts) && Items(parts, place, depth) && Remember();
            case RKinds.Pointer:
                return Remember() && Item(place, depth + 1, out _) && Item(place, depth + 1, out _) && Attributes(hasAttributes, depth);
            case RKinds.WeakReference:
                return Remember() && Attributes(hasAttributes, depth);
            case RKinds.S4:
                return Attributes(hasAttributes, depth);
            case RKinds.AltRep:
                return Item(place, depth + 1, out _) && Item(place, depth + 1, out _) && Item(place, depth + 1, out _);
            case RKinds.ByteCode:
                return ByteCode(place, depth) && Attributes(hasAttributes, depth);
            default:
                return Vector(kind, place, depth, out item) && Attributes(hasAttributes, depth);
        }
    }

    private bool Vector(int kind, RPlace place, int depth, out RItem item)
    {
        item = new(kind, null);
        var size = kind switch
        {
            RKinds.Logical or RKinds.Integer => 4,
            RKinds.Real => 8,
            RKinds.Complex => 16,
            RKinds.Raw => 1,
            RKinds.Strings or RKinds.Vector or RKinds.Expression => 0,
            _ => -1,
        };
        if (size < 0) return Stop($"there is no type {kind}");
        if (!Int(out var count)) return false;
        long length = count;
        if (count == -1)
        {
            if (!Int(out var high) || !Int(out var low)) return false;
            length = ((long)high << 32) | unchecked((uint)low);
        }
        if (length < 0) return Stop("a vector has a negative length");
        // Complex numbers are two words in text form.
        if (size > 0) return _input.TrySkip(size == 16 ? length * 2 : length, size == 16 ? 8 : size) || Stop("a vector is longer than the data");
        var inner = kind == RKinds.Expression ? RPlace.Code : place;
        for (long i = 0; i < length; i++)
        {
            if (!Item(inner, depth + 1, out var element)) return false;
            if (i == 0) item = new(kind, element.Text);
        }
        return true;
    }

    private bool Items(long count, RPlace place, int depth)
    {
        for (long i = 0; i < count; i++)
        {
            if (!Item(place, depth + 1, out _)) return false;
        }
        return count >= 0 || Stop("a list has a negative length");
    }

    private bool Reference(int index, out RItem item)
    {
        item = new(RKinds.Reference, null);
        if (index == 0 && !Int(out index)) return false;
        if (index < 1 || index > _references.Count) return Stop("a reference leads to nothing");
        if (_references[index - 1] is { } name) item = new(RKinds.Symbol, name);
        return true;
    }

    private bool Remember()
    {
        _references.Add(null);
        return true;
    }

    private bool Attributes(bool has, int depth) => !has || Item(RPlace.Value, depth + 1, out _);

    private bool Int(out int value) => _input.TryInt(out value) || Stop("the data end within an item");

    private bool Text(int length, out string text)
    {
        text = "";
        return length >= 0 && _input.TryText(length, out text) ? true : Stop("a text is longer than the data");
    }

    private bool Stop(string fault)
    {
        Fault ??= fault;
        return false;
    }
}
