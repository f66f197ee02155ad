namespace Assay.Formats.Pickle;

/// <summary>
/// One symbolic value. A value type of 24 bytes, so that a stack of millions costs what it must: text and bytes are places in the source, containers
/// keep their first items only.
/// </summary>
public readonly struct PickleValue
{
    private readonly object? _reference;

    private PickleValue(PickleValueKind kind, object? reference, long number = 0, int length = 0, PickleTextForm form = default)
    {
        Kind = kind;
        _reference = reference;
        Number = number;
        Length = length;
        Form = form;
    }

    public static PickleValue Unknown => default;

    public static PickleValue None => new(PickleValueKind.None, null);

    public PickleValueKind Kind { get; }

    /// <summary>How a text is written.</summary>
    public PickleTextForm Form { get; }

    /// <summary>Length of text or bytes in the source; cut at <see cref="int.MaxValue"/>.</summary>
    public int Length { get; }

    /// <summary>The integer, the bits of the float, 0 or 1 for a boolean, the offset of text or bytes in the source.</summary>
    public long Number { get; }

    /// <summary>The import, where it is one.</summary>
    public PickleImport? Import => _reference as PickleImport;

    /// <summary>The call that made the object, where it is one.</summary>
    public PickleCall? Call => _reference as PickleCall;

    /// <summary>The items of a container; of a persistent id, the id.</summary>
    public PickleItems? Items => _reference as PickleItems;

    /// <summary>How many values there would be if each reference were a copy: finds expansion bombs.</summary>
    public double Weight => _reference is PickleItems items ? items.Weight : 1;

    public static PickleValue Bool(bool value) => new(PickleValueKind.Bool, null, value ? 1 : 0);

    public static PickleValue Int(long value) => new(PickleValueKind.Int, null, value);

    /// <summary>An integer and how many bytes it is written in; above eight bytes only that is kept.</summary>
    public static PickleValue LongInt(long length, long value = 0) => new(PickleValueKind.Int, null, value, Cut(length));

    public static PickleValue Float(long bits) => new(PickleValueKind.Float, null, bits);

    public static PickleValue Text(long offset, long length, PickleTextForm form) => new(PickleValueKind.Text, null, offset, Cut(length), form);

    public static PickleValue Bytes(long offset, long length) => new(PickleValueKind.Bytes, null, offset, Cut(length));

    public static PickleValue Of(PickleImport import) => new(PickleValueKind.Import, import);

    public static PickleValue Of(PickleCall call) => new(PickleValueKind.Object, call);

    public static PickleValue Of(PickleValueKind container, PickleItems items) => new(container, items);

    /// <summary>The same without what it refers to, for stores that have to stay small.</summary>
    internal PickleValue Shallow() => _reference is null or PickleImport ? this : Unknown;

    private static int Cut(long length) => (int)Math.Min(length, int.MaxValue);
}
