using Assay.Contracts.Values;
using Assay.Formats.Jinja;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>Attributes, subscripts and calls.</summary>
internal sealed partial class TemplateRun
{
    private bool CheckName(string name, int offset, TemplateValue target)
    {
        if (ReachNames.IsInternal(name)) report.Add(TemplateRules.Reaches, offset, "the template goes through an attribute of Python's internals.", name);
        else if (ReachNames.IsUnderscored(name) && !target.Options.Any(o => o is TemplateMap)) report.Add(TemplateRules.Underscore, offset, "the template uses a private attribute.", name);
        else if (target is { IsConstant: true, Single: TemplateGlobal { Name: var global } } && ReachNames.IsModule(global) && _scope.Find(global) is null)
            report.Add(TemplateRules.Calls, offset, "the template uses a Python module.", $"{global}.{name}");
        else return false;
        return true;
    }

    private TemplateValue Attribute(JinjaAttribute attribute)
    {
        var target = Eval(attribute.Target);
        CheckName(attribute.Name, attribute.Offset, target);
        return Member(target, attribute.Name);
    }

    private TemplateValue Subscript(JinjaSubscript subscript)
    {
        var target = Eval(subscript.Target);
        if (subscript.Index is JinjaSlice slice) return Slice(target, slice);
        var index = Eval(subscript.Index);
        return At(target, index, subscript.Offset, attributeOnly: false);
    }

    private TemplateValue At(TemplateValue target, TemplateValue index, int offset, bool attributeOnly)
    {
        TemplateValue? result = null;
        foreach (var option in index.Options)
        {
            TemplateValue value;
            if (option is string name)
            {
                CheckName(name, offset, target);
                value = Member(target, name);
            }
            else if (option is long number) value = Item(target, number);
            else value = Element(target);
            result = result is null ? value : TemplateValue.Join(result, value);
        }
        var unnamed = index.Open || index.Options.Any(o => o is TemplateGlobal);
        if (unnamed) Unnamed(target, index, offset, attributeOnly);
        // A table that is looked up with what was said is a condition on it.
        var trigger = index.Trigger;
        if ((index.Taint & (Taint.Content | Taint.Count | Taint.Time | Taint.Chance)) != 0)
            trigger = TemplateTrigger.Worse(trigger, TriggerOf("==", index, TemplateValue.Of(new TemplateItems([.. target.Options.OfType<TemplateMap>().SelectMany(m => m.Values.Keys).Select(TemplateValue.Of)])), offset));
        if (index.Open || result is null) result = result is null ? Element(target) : TemplateValue.Join(result, Element(target));
        return result.With(trigger);
    }

    private void Unnamed(TemplateValue target, TemplateValue index, int offset, bool attributeOnly)
    {
        var isBuiltIn = target.Options.Any(o => o is string or TemplateRange or TemplateMacro || (o is TemplateGlobal { Name: "cycler" or "joiner" or "namespace" or "lipsum" or "range" or "dict" or "self" or "raise_exception" }));
        var built = (index.Taint & Taint.Built) != 0 || (index.Taint & Taint.Content) != 0;
        if (attributeOnly)
            report.Add(TemplateRules.Unresolved, isBuiltIn || built ? Severity.High : Severity.Medium, offset, "an attribute is chosen by a name that is made while rendering.", string.Join(" ", index.Fragments));
        else if (isBuiltIn && target.Options.Any(o => o is not string) && (index.Taint & Taint.Count) == 0)
            report.Add(TemplateRules.Unresolved, Severity.High, offset, "a member of a built-in object is chosen by a name that is made while rendering.", string.Join(" ", index.Fragments));
        else if ((index.Taint & Taint.Built) != 0 && (target.Taint & (Taint.Messages | Taint.Message)) == 0 && !target.Options.Any(o => o is TemplateMap))
            report.Add(TemplateRules.Unresolved, offset, "a member is chosen by a name that is put together while rendering.", string.Join(" ", index.Fragments));
    }

    private static TemplateValue Item(TemplateValue target, long index)
    {
        TemplateValue? result = target.Open ? Element(target) : null;
        foreach (var option in target.Options)
        {
            var items = TemplateConstants.Items(option);
            var at = items is null ? -1 : index < 0 ? index + items.Count : index;
            var value = items is not null && at >= 0 && at < items.Count ? items[(int)at]
                : option is TemplateMap map && map.Values.TryGetValue(TemplateConstants.Str(index)!, out var held) ? held : TemplateValue.From(target.Taint);
            result = result is null ? value : TemplateValue.Join(result, value);
        }
        return (result ?? TemplateValue.Unknown).With(target.Trigger);
    }

    /// <summary>Any item of a list, any character of a text.</summary>
    private static TemplateValue Element(TemplateValue target)
    {
        var taint = target.Taint;
        if ((taint & Taint.Messages) != 0) taint = Taint.Message;
        else if ((taint & Taint.Content) != 0) taint |= Taint.Part;
        TemplateValue? result = target.Open || target.Options.Count == 0 ? new() { Open = true, Taint = taint, Trigger = target.Trigger, Fragments = target.Fragments } : null;
        foreach (var option in target.Options)
        {
            if (option is TemplateMap map)
            {
                foreach (var value in map.Values.Values) result = result is null ? value : TemplateValue.Join(result, value);
                result ??= TemplateValue.Unknown;
            }
            else if (TemplateConstants.Items(option) is { } items)
            {
                foreach (var value in items) result = result is null ? value : TemplateValue.Join(result, value);
                result ??= TemplateValue.Unknown;
            }
            else result = result is null ? TemplateValue.From(taint) : TemplateValue.Join(result, TemplateValue.From(taint));
        }
        return result!.With(target.Trigger);
    }

    private static TemplateValue Member(TemplateValue target, string name)
    {
        var taint = target.Taint;
        TemplateValue? result = null;
        foreach (var option in target.Options)
        {
            var value = option switch
            {
                TemplateMap map when map.Values.TryGetValue(name, out var held) => held,
                TemplateGlobal { Name: "loop" } loop => Loop(loop, name),
                TemplateGlobal global => TemplateValue.Of(new TemplateGlobal(global.Name + "." + name)),
                _ => TemplateValue.Unknown,
            };
            result = result is null ? value : TemplateValue.Join(result, value);
        }
        if (target.Open || result is null)
        {
            var member = taint switch
            {
                _ when (taint & Taint.Message) != 0 => name is "content" or "text" or "value" or "reasoning_content" or "thinking" or "reasoning" or "parts" or "body" or "prompt" ? Taint.Content : Taint.None,
                _ when (taint & Taint.Part) != 0 => name is "type" or "role" or "name" ? Taint.None : Taint.Content | Taint.Part,
                _ => taint & (Taint.Time | Taint.Content | Taint.Chance),
            };
            var value = TemplateValue.From(member).With(target.Trigger);
            result = result is null ? value : TemplateValue.Join(result, value);
        }
        return result.With(target.Trigger);
    }

    private static TemplateValue Loop(TemplateGlobal loop, string name) => name switch
    {
        "index" or "index0" or "revindex" or "revindex0" or "length" => TemplateValue.From(Taint.Count),
        "previtem" or "nextitem" => TemplateValue.From(loop.Items),
        _ => TemplateValue.Unknown,
    };

    private TemplateValue Slice(TemplateValue target, JinjaSlice slice)
    {
        var bounds = new[] { slice.Start, slice.Stop, slice.Step }.Select(b => b is null ? TemplateValue.Of(null) : Eval(b)).ToArray();
        var result = TemplateValue.Fold([target, .. bounds], c => TemplateConstants.Slice(c[0], c[1] as long?, c[2] as long?, c[3] as long?) is { } part ? TemplateValue.Of(part) : null,
            HasText(target) ? Taint.Built : Taint.None);
        var kept = target.Taint | (result.Open && HasText(target) ? Taint.Built : Taint.None);
        return Checked(new() { Options = result.Options, Open = result.Open, Taint = kept, Trigger = result.Trigger, Fragments = result.Fragments }, slice.Offset);
    }

    private TemplateValue Call(JinjaCall call)
    {
        var values = new List<TemplateValue>();
        var named = new Dictionary<string, TemplateValue>(StringComparer.Ordinal);
        foreach (var argument in call.Arguments)
        {
            var value = Eval(argument.Value);
            if (argument.Name is not null) named[argument.Name] = value;
            else if (argument.Stars == 1 && value is { IsConstant: true, Single: TemplateItems { Items: var items } }) values.AddRange(items);
            else if (argument.Stars == 2 && value is { IsConstant: true, Single: TemplateMap map }) { foreach (var (k, v) in map.Values) named[k] = v; }
            else values.Add(value);
        }
        switch (call.Target)
        {
            case JinjaAttribute method:
                return CallMember(method, values, named);
            case JinjaSubscript { Index: not JinjaSlice } item:
                return CallItem(item, values, named);
            default:
                return Apply(Eval(call.Target), values, named, call.Offset);
        }
    }

    private TemplateValue CallMember(JinjaAttribute method, List<TemplateValue> values, Dictionary<string, TemplateValue> named)
    {
        var target = Eval(method.Target);
        CheckName(method.Name, method.Offset, target);
        if (ReachNames.IsCommand(method.Name)) CommandCalled(method.Name, method.Offset);
        return Method(target, method.Name, values, named, method.Offset);
    }

    private TemplateValue CallItem(JinjaSubscript item, List<TemplateValue> values, Dictionary<string, TemplateValue> named)
    {
        var target = Eval(item.Target);
        var index = Eval(item.Index);
        foreach (var name in index.Options.OfType<string>())
        {
            if (ReachNames.IsCommand(name)) CommandCalled(name, item.Offset);
        }
        var result = At(target, index, item.Offset, attributeOnly: false);
        return index is { IsConstant: true, Single: string text }
            ? Method(target, text, values, named, item.Offset) : Apply(result, values, named, item.Offset);
    }

    private void CommandCalled(string name, int offset) =>
        report.Add(TemplateRules.Calls, offset, "the template calls a method that runs code or commands.", name);

    private TemplateValue Apply(TemplateValue target, List<TemplateValue> values, Dictionary<string, TemplateValue> named, int offset)
    {
        TemplateValue? result = null;
        foreach (var option in target.Options)
        {
            var value = option switch
            {
                TemplateMacro macro => Invoke(macro.Macro, macro.Scope, values, named),
                TemplateGlobal global => Global(global.Name, values, named, offset),
                _ => TemplateValue.Unresolved(Taint.None, values),
            };
            result = result is null ? value : TemplateValue.Join(result, value);
        }
        return result ?? TemplateValue.Unresolved(target.Taint & (Taint.Time | Taint.Content), values);
    }

    private TemplateValue Global(string name, List<TemplateValue> values, Dictionary<string, TemplateValue> named, int offset)
    {
        switch (name)
        {
            case "range":
                return TemplateValue.Fold(values, c => Range(c, offset)) is var range && values.Count is > 0 and < 4 ? range : TemplateValue.Unknown;
            case "dict" or "namespace":
                var map = new TemplateMap();
                foreach (var (key, value) in named) map.Values[key] = value;
                foreach (var source in values.SelectMany(v => v.Options).OfType<TemplateMap>())
                {
                    foreach (var (key, value) in source.Values) map.Values.TryAdd(key, value);
                }
                foreach (var key in named.Keys)
                {
                    if (ReachNames.IsInternal(key)) report.Add(TemplateRules.Reaches, offset, "the template spells out a name of Python's internals.", key);
                }
                return TemplateValue.Of(map);
            case "strftime_now" when values is [{ IsConstant: true, Single: string format }] && !format.Contains('%', StringComparison.Ordinal):
                // Without a placeholder it gives back what it got.
                return values[0];
            case "strftime_now" or "now" or "get_current_date" or "current_date" or "today":
                return new() { Open = true, Taint = Taint.Time };
            case "raise_exception":
                return TemplateValue.Of("");
            case "lipsum":
                foreach (var number in values.Concat(named.Values).SelectMany(v => v.Options).OfType<long>())
                {
                    if (number > 10_000) report.Add(TemplateRules.Explodes, offset, $"filler text of {number} paragraphs is made.");
                }
                return TemplateValue.From(Taint.Built);
            default:
                if (ReachNames.IsFunction(name)) report.Add(TemplateRules.Calls, offset, "the template calls a function of Python that runs code, reads files or opens its internals.", name);
                return TemplateValue.Unresolved(Taint.None, values);
        }
    }

    private TemplateValue? Range(object?[] c, int offset)
    {
        if (!c.All(v => v is long)) return null;
        var (start, stop, step) = c.Length == 1 ? (0L, (long)c[0]!, 1L) : ((long)c[0]!, (long)c[1]!, c.Length > 2 ? (long)c[2]! : 1L);
        if (step == 0) return null;
        var count = (long)Int128.Clamp(((Int128)stop - start + (step > 0 ? step - 1 : step + 1)) / step, 0, long.MaxValue);
        if (count > Explosion) report.Add(TemplateRules.Explodes, offset, $"a range has {count} numbers.");
        if (count > MaxUnrolled) return TemplateValue.Of(new TemplateRange(count));
        return TemplateValue.Of(new TemplateItems([.. Enumerable.Range(0, (int)count).Select(i => TemplateValue.Of(start + (i * step)))]));
    }
}
