namespace Assay.Formats.RData;

/// <summary>Lists, calls, functions, promises and byte code.</summary>
public sealed partial class RReader
{
    /// <summary>Lists are chained by their tails: those are followed in a loop, since honest ones are long.</summary>
    private bool Pairs(int flags, RPlace place, int depth, out RItem item)
    {
        item = new(flags & 0xff, null);
        var offset = _input.Position;
        switch (flags & 0xff)
        {
            case RKinds.Closure: return Closure(flags, depth);
            case RKinds.Promise: return Promise(flags, place, depth, offset);
            case RKinds.Language: return Call(flags, place, depth, offset, out item);
        }
        while (true)
        {
            if (!Attributes((flags & 0x200) != 0, depth)) return false;
            if ((flags & 0x400) != 0 && !Item(place, depth + 1, out _)) return false;
            if (place == RPlace.Frame && ((flags >> 12) & ActiveBinding) != 0) _trace.ActiveBindings++;
            if (!Item(place, depth + 1, out _) || !Int(out flags)) return false;
            if ((flags & 0xff) is not (RKinds.List or RKinds.Dots)) return Item(flags, place, depth + 1, out _);
        }
    }

    private bool Closure(int flags, int depth)
    {
        _trace.Closures++;
        return Attributes((flags & 0x200) != 0, depth) && ((flags & 0x400) == 0 || Item(RPlace.Value, depth + 1, out _))
            && Item(RPlace.Code, depth + 1, out _) && Item(RPlace.Code, depth + 1, out _);
    }

    private bool Promise(int flags, RPlace place, int depth, long offset)
    {
        if (!Attributes((flags & 0x200) != 0, depth) || ((flags & 0x400) != 0 && !Item(RPlace.Value, depth + 1, out _))) return false;
        if (!Item(place, depth + 1, out var value)) return false;
        var pending = value.Kind == RKinds.Unbound;
        var calls = _trace.Calls.Count;
        var read = Item(pending ? RPlace.Promise : RPlace.Code, depth + 1, out var expression);
        if (!pending || place == RPlace.Frame || _trace.LoosePromise >= 0) return read;
        _trace.LoosePromise = offset;
        _trace.LoosePromiseCalls = expression.Kind is RKinds.Language or RKinds.ByteCode || _trace.Calls.Count > calls;
        return read;
    }

    private bool Call(int flags, RPlace place, int depth, long offset, out RItem item)
    {
        item = new(RKinds.Language, null);
        var inner = place == RPlace.Promise ? place : RPlace.Code;
        if (!Attributes((flags & 0x200) != 0, depth) || ((flags & 0x400) != 0 && !Item(inner, depth + 1, out _))) return false;
        if (!Item(inner, depth + 1, out var callee)) return false;
        var texts = new List<string>();
        var read = Arguments(inner, depth, texts);
        item = Called(callee, texts, offset, inner);
        return read;
    }

    private RItem Called(RItem callee, List<string> texts, long offset, RPlace place)
    {
        if (callee.Text is not { } name) return new(RKinds.Language, null);
        _trace.Called(new(name, texts, offset, place == RPlace.Promise));
        // pkg::name stands for the function that it names.
        return name is "::" or ":::" && texts.Count > 1 ? new(RKinds.Symbol, texts[1]) : new(RKinds.Language, null);
    }

    private bool Arguments(RPlace place, int depth, List<string> texts)
    {
        while (true)
        {
            if (!Int(out var flags)) return false;
            if ((flags & 0xff) is not (RKinds.List or RKinds.Language or RKinds.Dots)) return Item(flags, place, depth + 1, out _);
            if (!Attributes((flags & 0x200) != 0, depth) || ((flags & 0x400) != 0 && !Item(place, depth + 1, out _))) return false;
            if (!Item(place, depth + 1, out var argument)) return false;
            if (argument.Text is { Length: > 0 } text && texts.Count < MaxTexts) texts.Add(text);
        }
    }

    private bool ByteCode(RPlace place, int depth)
    {
        _trace.ByteCodes++;
        return Int(out _) && ByteCodeBody(place == RPlace.Promise ? place : RPlace.Code, depth + 1);
    }

    private bool ByteCodeBody(RPlace place, int depth)
    {
        if (depth > MaxDepth) return Stop("byte code is nested too deep");
        if (!Item(place, depth, out _) || !Int(out var count)) return false;
        for (var i = 0; i < count; i++)
        {
            var offset = _input.Position;
            if (!Int(out var kind)) return false;
            if (kind == RKinds.ByteCode)
            {
                if (!ByteCodeBody(place, depth + 1)) return false;
            }
            else if (IsCode(kind))
            {
                if (!CodeItem(kind, place, depth, out _)) return false;
            }
            else
            {
                if (!Item(place, depth, out var constant)) return false;
                // A function is called by its name among the constants.
                if (constant is { Kind: RKinds.Symbol, Text: { } name }) _trace.Called(new(name, [], offset, place == RPlace.Promise));
            }
        }
        return true;
    }

    private static bool IsCode(int kind) =>
        kind is RKinds.Language or RKinds.List or RKinds.ByteCodeDefinition or RKinds.ByteCodeReference or RKinds.AttributedLanguage or RKinds.AttributedList;

    private bool CodeItem(int kind, RPlace place, int depth, out RItem item)
    {
        item = new(kind, null);
        if (depth > MaxDepth) return Stop("byte code is nested too deep");
        var texts = new List<string>();
        RItem? callee = null;
        var offset = _input.Position;
        while (true)
        {
            if (kind == RKinds.ByteCodeReference)
            {
                if (!Int(out _)) return false;
                break;
            }
            if (!IsCode(kind))
            {
                if (!Item(place, depth + 1, out var last)) return false;
                if (callee is null) item = last;
                break;
            }
            if (kind == RKinds.ByteCodeDefinition && (!Int(out _) || !Int(out kind))) return false;
            var attributed = kind is RKinds.AttributedLanguage or RKinds.AttributedList;
            if (attributed && !Item(RPlace.Value, depth + 1, out _)) return false;
            var isCall = kind is RKinds.Language or RKinds.AttributedLanguage;
            if (!Item(place, depth + 1, out _) || !Int(out var head) || !CodeItem(head, place, depth + 1, out var element)) return false;
            if (callee is null) callee = isCall ? element : RItem.None;
            else if (element.Text is { Length: > 0 } text && texts.Count < MaxTexts) texts.Add(text);
            if (!Int(out kind)) return false;
        }
        if (callee is { } function) item = Called(function, texts, offset, place);
        return true;
    }
}
