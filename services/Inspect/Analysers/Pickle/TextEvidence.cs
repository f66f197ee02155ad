using Assay.Formats;
using Assay.Formats.Pickle;
using Assay.Inspect.Analysers.PythonBytecode;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>What the texts among a call's arguments say about the call: whoever takes a command, source code, an address or a path is no constructor of data.</summary>
internal static class TextEvidence
{
    private const int MaxText = 8192;

    /// <summary>Lists longer than an argument vector are data.</summary>
    private const int MaxList = 12;

    /// <summary>What a text among the arguments is, in words; null where none is telling.</summary>
    /// <param name="source">Holds the texts.</param>
    /// <param name="call">The call.</param>
    /// <param name="inLists">Whether to look into short lists and tuples, too.</param>
    public static string? Of(ByteSource source, PickleCall call, bool inLists = true)
    {
        if (call.Keywords.Items is { } keywords && InDictionary(source, keywords, onlyCode: false) is { } keyword) return keyword;
        foreach (ref readonly var argument in call.ArgumentList)
        {
            if (Of(source, argument) is { } found) return found;
            if (!inLists || argument.Items is not { Count: <= MaxList } items) continue;
            foreach (ref readonly var item in items.Values)
            {
                if (Of(source, item) is { } inside) return inside;
            }
        }
        return null;
    }

    /// <summary>The same for the state that an object is given; addresses and paths are usual there.</summary>
    public static string? OfState(ByteSource source, in PickleValue state) => state.Items is { } items ? InDictionary(source, items, onlyCode: true) : null;

    /// <summary>The same for the state of an object that opens the file it names.</summary>
    public static string? OfPath(ByteSource source, in PickleValue state) =>
        state.Items is { } items && InDictionary(source, items, onlyCode: false) is { } found ? found : null;

    private static string? InDictionary(ByteSource source, PickleItems items, bool onlyCode)
    {
        var values = items.Values;
        for (var i = 1; i < values.Length; i += 2)
        {
            if (Of(source, values[i], onlyCode) is { } found) return found;
        }
        return null;
    }

    private static string? Of(ByteSource source, in PickleValue value, bool onlyCode = false)
    {
        if (PickleText.Read(source, value, MaxText) is not { } text) return null;
        if (onlyCode) return CodeText.MayRun(text) ? "source code or a command" : null;
        if (CodeText.MayRun(text)) return "source code or a command";
        if (TextKinds.IsAddress(text)) return "an address";
        return TextKinds.IsOutside(text) ? "a path outside of the model" : null;
    }
}
