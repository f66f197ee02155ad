using Assay.Formats;
using Assay.Formats.Pickle;
using Assay.Formats.PythonBytecode;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>
/// Recognises the arguments of a code object's constructor, whoever is called with them: cloudpickle, dill and types.CodeType all take instructions,
/// constants, names and variables one behind the other.
/// </summary>
internal static class PickledCode
{
    private const int MinArguments = 12;
    private const int MaxInstructions = 4 << 20;
    private const int MaxText = 64 * 1024;
    private const int MaxDepth = 16;

    /// <summary>The code object; null where the arguments are those of something else.</summary>
    public static PyCode? Read(ByteSource source, PickleCall call, int depth = 0)
    {
        var arguments = call.ArgumentList;
        if (arguments.Length < MinArguments || depth > MaxDepth) return null;
        for (var i = 3; i + 6 < arguments.Length; i++)
        {
            if (arguments[i].Kind is not (PickleValueKind.Bytes or PickleValueKind.Text or PickleValueKind.Object)) continue;
            if (arguments[i + 1].Kind == PickleValueKind.Tuple && arguments[i + 2].Kind == PickleValueKind.Tuple && arguments[i + 3].Kind == PickleValueKind.Tuple
                && arguments[i - 1].Kind == PickleValueKind.Int)
                return Read(source, arguments, i, depth);
        }
        return null;
    }

    private static PyCode Read(ByteSource source, ReadOnlySpan<PickleValue> arguments, int at, int depth)
    {
        var (constants, names, locals) = (arguments[at + 1], arguments[at + 2], arguments[at + 3]);
        // From 3.11 on a qualified name stands between the name and the first line's number.
        var modern = arguments[at + 6].Kind == PickleValueKind.Text;
        var integers = 0;
        while (integers < at && arguments[at - 1 - integers].Kind == PickleValueKind.Int) integers++;
        var layout = modern ? PyLayout.Python311 : integers == 5 ? PyLayout.Python36 : PyLayout.Python38;
        List<string> variables = [.. Texts(source, locals)], cells = [];
        for (var i = at + 7; i < arguments.Length; i++)
        {
            // Free variables stand before cell variables among the arguments, and behind them in the table.
            if (arguments[i].Kind == PickleValueKind.Tuple) cells.InsertRange(0, Texts(source, arguments[i]));
        }
        if (modern) variables.AddRange(cells.Except(variables).ToList());
        return new(
            layout, PickleText.Read(source, arguments[at + 5], MaxText) ?? "?", Instructions(source, arguments[at]),
            Constants(source, constants, depth), Texts(source, names), variables, modern ? [] : cells)
        {
            IsIncomplete = arguments[at].Kind != PickleValueKind.Bytes || IsCut(constants) || IsCut(names) || IsCut(locals),
        };
    }

    private static bool IsCut(in PickleValue value) => value.Items is { IsCut: true };

    private static byte[] Instructions(ByteSource source, in PickleValue value)
    {
        if (value.Kind != PickleValueKind.Bytes) return [];
        var bytes = new byte[Math.Min(value.Length, MaxInstructions)];
        return bytes[..source.Read(value.Number, bytes)];
    }

    private static List<string> Texts(ByteSource source, in PickleValue tuple)
    {
        var texts = new List<string>();
        if (tuple.Items is not { } items) return texts;
        foreach (ref readonly var item in items.Values) texts.Add(PickleText.Read(source, item, MaxText) ?? "?");
        return texts;
    }

    private static List<PyConstant> Constants(ByteSource source, in PickleValue tuple, int depth)
    {
        var constants = new List<PyConstant>();
        if (tuple.Items is not { } items || depth > MaxDepth) return constants;
        foreach (ref readonly var item in items.Values)
        {
            constants.Add(item.Kind switch
            {
                PickleValueKind.None => PyConstant.None,
                PickleValueKind.Bool => PyConstant.Of(item.Number == 1),
                PickleValueKind.Int => PyConstant.Of(item.Number),
                PickleValueKind.Float => PyConstant.Of(BitConverter.Int64BitsToDouble(item.Number)),
                PickleValueKind.Text => PyConstant.Of(PickleText.ReadStart(source, item, MaxText)),
                PickleValueKind.Bytes => PyConstant.Of(new ReadOnlyMemory<byte>(Instructions(source, item))),
                PickleValueKind.Tuple => PyConstant.Of(PyConstantKind.Tuple, Constants(source, item, depth + 1)),
                PickleValueKind.Object when item.Call is { } call && Read(source, call, depth + 1) is { } inner => PyConstant.Of(inner),
                _ => PyConstant.Other,
            });
        }
        return constants;
    }
}
