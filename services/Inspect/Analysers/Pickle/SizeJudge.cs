using Assay.Formats.Pickle;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>
/// Knows the harmless functions that make as much as they are told to: a dozen bytes in a file ask for a terabyte. Honest writers store what a container
/// holds, never how often to repeat it.
/// </summary>
internal static class SizeJudge
{
    /// <summary>Items or bytes; an honest file that makes more than this holds about as much.</summary>
    private const long Enormous = 1L << 30;

    /// <summary>Integers above eight bytes are not kept, only how long they are written.</summary>
    private const int MaxKeptLength = 8;

    private const int MaxNesting = 4;

    /// <summary>What the call would do; null for one of a usual size.</summary>
    public static string? Complaint(PickleCall call)
    {
        if (call.Callee.Import is not { } import) return null;
        var arguments = call.ArgumentList;
        var isEnormous = import.Name switch
        {
            "bytes" or "bytearray" => arguments.Length > 0 && (IsEnormous(arguments[0]) || IsLong(arguments[0])),
            "list" or "tuple" or "set" or "frozenset" or "deque" or "sorted" or "sum" or "max" or "min" or "Counter" or "UserList" => arguments.Length > 0 && IsLong(arguments[0]),
            "mul" or "imul" => arguments.Length == 2 && (IsRepeated(arguments[0], arguments[1]) || IsRepeated(arguments[1], arguments[0])),
            "ndarray" => arguments.Length > 0 && Product(arguments[0]) >= Enormous,
            _ => false,
        };
        return isEnormous ? "asks for more than a billion items" : null;
    }

    private static double Product(in PickleValue shape)
    {
        if (shape.Kind == PickleValueKind.Int) return IsEnormous(shape) ? Enormous : shape.Number;
        if (shape.Kind != PickleValueKind.Tuple) return 0;
        var product = 1.0;
        foreach (ref readonly var dimension in shape.Items!.Values) product *= dimension.Length > MaxKeptLength ? Enormous : Math.Max(0, dimension.Number);
        return product;
    }

    private static bool IsRepeated(in PickleValue value, in PickleValue count) =>
        IsEnormous(count) && value.Kind is PickleValueKind.Text or PickleValueKind.Bytes or PickleValueKind.List or PickleValueKind.Tuple;

    private static bool IsEnormous(in PickleValue value) =>
        value.Kind == PickleValueKind.Int && (value.Number >= Enormous || value.Length > MaxKeptLength);

    // What yields items without having them; alone it costs nothing.
    private static bool IsLong(in PickleValue value, int depth = 0)
    {
        if (value.Call is not { Callee.Import.Name: { } name } made || depth > MaxNesting) return false;
        var arguments = made.ArgumentList;
        return name switch
        {
            "range" or "xrange" => arguments.Length > 0 && IsEnormous(arguments[arguments.Length == 1 ? 0 : 1]) && !(arguments.Length > 2 && IsEnormous(arguments[2])),
            "repeat" => arguments.Length == 1 || IsEnormous(arguments[1]),
            "count" or "cycle" => true,
            "enumerate" or "zip" or "chain" or "islice" or "map" or "filter" or "reversed" => arguments.Length > 0 && IsLong(arguments[^1], depth + 1),
            _ => false,
        };
    }
}
