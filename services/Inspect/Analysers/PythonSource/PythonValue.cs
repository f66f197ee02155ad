using Assay.Formats.PythonSource;

namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>What is known about the value of an expression without running it.</summary>
internal sealed record PythonValue(PythonValueKind Kind, string Text = "")
{
    /// <summary>Stands in a text for a part that is not known.</summary>
    public const char Hole = '\ufffc';

    public static PythonValue Unknown { get; } = new(PythonValueKind.Unknown);

    /// <summary>Members of a list; keys and values in turn of a map; arguments of the call that gave a path.</summary>
    public IReadOnlyList<PythonValue> Items { get; init; } = [];

    /// <summary>Function, lambda or class.</summary>
    public PythonNode? Node { get; init; }

    /// <summary>Of a path: what it was taken from.</summary>
    public PythonValue? Of { get; init; }

    public PythonTaint Taint { get; init; }

    public long Number { get; init; }

    public bool IsText => Kind is PythonValueKind.Text or PythonValueKind.Bytes;

    /// <summary>True for a text without unknown parts.</summary>
    public bool IsWhole => IsText && !Text.Contains(Hole, StringComparison.Ordinal);

    public static PythonValue OfText(string text) => new(PythonValueKind.Text, text);

    public static PythonValue OfBytes(string text) => new(PythonValueKind.Bytes, text);

    public static PythonValue OfNumber(long number) => new(PythonValueKind.Number) { Number = number };

    public static PythonValue OfPath(string path) => new(PythonValueKind.Path, path);

    public static PythonValue OfList(IReadOnlyList<PythonValue> items) => new(PythonValueKind.List) { Items = items };

    public static PythonValue OfTaint(PythonTaint taint) => taint == PythonTaint.None ? Unknown : Unknown with { Taint = taint };

    public PythonValue With(PythonTaint taint) => (Taint | taint) == Taint ? this : this with { Taint = Taint | taint };

    /// <summary>Of this and everything in it, to a depth that hides nothing in practice.</summary>
    public PythonTaint Deep(int depth = 4)
    {
        var taint = Taint;
        if (depth > 0)
        {
            foreach (var item in Items.Take(256)) taint |= item.Deep(depth - 1);
            if (Of is not null) taint |= Of.Deep(depth - 1);
        }
        return taint;
    }
}
