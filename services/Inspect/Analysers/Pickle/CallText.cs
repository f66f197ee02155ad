using System.Globalization;
using System.Text;
using Assay.Formats;
using Assay.Formats.Pickle;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Writes a call as Python would, short: <c>os.system('echo hello')</c>. The text is untrusted; whoever prints it quotes it.</summary>
internal static class CallText
{
    private const int MaxDepth = 6;
    private const int MaxText = 160;
    private const int MaxLength = 240;

    public static string Of(ByteSource source, PickleCall call)
    {
        var text = new StringBuilder();
        Callee(text, source, call.Callee, 0);
        if (call.Kind == PickleCallKind.Build) text.Append(" with the state ");
        if (call.Arguments.Items is { } items && call.Kind != PickleCallKind.Build) Items(text, source, items, '(', ')', 0);
        else Value(text, source, call.Arguments, 0);
        return text.Length > MaxLength ? text.ToString(0, MaxLength) + "…" : text.ToString();
    }

    private static void Callee(StringBuilder text, ByteSource source, in PickleValue callee, int depth)
    {
        if (callee.Import is { } import) Named(text, source, import, depth);
        else if (callee.Call is { } inner && depth < MaxDepth) Value(text, source, PickleValue.Of(inner), depth + 1);
        else text.Append("(something unknown)");
    }

    // As the file writes it: getattr(__import__('os'), 'system'); what it comes to is said beside it.
    private static void Named(StringBuilder text, ByteSource source, PickleImport import, int depth)
    {
        if (import.Via is { } via && depth < MaxDepth) Value(text, source, PickleValue.Of(via), depth + 1);
        else text.Append(import.ToString().Trim());
    }

    private static void Value(StringBuilder text, ByteSource source, in PickleValue value, int depth)
    {
        if (text.Length > MaxLength) return;
        switch (value.Kind)
        {
            case PickleValueKind.None: text.Append("None"); break;
            case PickleValueKind.Bool: text.Append(value.Number == 1 ? "True" : "False"); break;
            case PickleValueKind.Int: text.Append(value.Number); break;
            case PickleValueKind.Float: text.Append(CultureInfo.InvariantCulture, $"{BitConverter.Int64BitsToDouble(value.Number):G6}"); break;
            case PickleValueKind.Text: text.Append('\'').Append(PickleText.ReadStart(source, value, MaxText)).Append('\''); break;
            case PickleValueKind.Bytes: text.Append('<').Append(value.Length).Append(" bytes>"); break;
            case PickleValueKind.Import when value.Import is { } import: Named(text, source, import, depth); break;
            case PickleValueKind.Persistent: text.Append("<storage>"); break;
            case PickleValueKind.Object when value.Call is { } call && depth < MaxDepth:
                Callee(text, source, call.Callee, depth + 1);
                if (call.Arguments.Items is { } arguments) Items(text, source, arguments, '(', ')', depth + 1);
                break;
            case PickleValueKind.Tuple when value.Items is { } items && depth < MaxDepth: Items(text, source, items, '(', ')', depth + 1); break;
            case PickleValueKind.List when value.Items is { } items && depth < MaxDepth: Items(text, source, items, '[', ']', depth + 1); break;
            case PickleValueKind.Dict or PickleValueKind.Set: text.Append("{…}"); break;
            default: text.Append('…'); break;
        }
    }

    private static void Items(StringBuilder text, ByteSource source, PickleItems items, char open, char close, int depth)
    {
        text.Append(open);
        var first = true;
        foreach (ref readonly var item in items.Values)
        {
            if (!first) text.Append(", ");
            if (text.Length > MaxLength) break;
            first = false;
            Value(text, source, item, depth);
        }
        if (items.Count > items.Values.Length) text.Append(", …");
        text.Append(close);
    }
}
