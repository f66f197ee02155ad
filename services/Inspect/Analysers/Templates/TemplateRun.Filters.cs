using Assay.Formats.Jinja;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>Filters, methods and tests.</summary>
internal sealed partial class TemplateRun
{
    private TemplateValue Filter(JinjaFilter filter, TemplateValue? head)
    {
        var target = filter.Target is JinjaFilter { } inner ? Filter(inner, head) : filter.Target is not null ? Eval(filter.Target) : head ?? TemplateValue.Unknown;
        var values = new List<TemplateValue>();
        var named = new Dictionary<string, TemplateValue>(StringComparer.Ordinal);
        foreach (var argument in filter.Arguments)
        {
            var value = Eval(argument.Value);
            if (argument.Name is null) values.Add(value);
            else named[argument.Name] = value;
        }
        return Checked(Filter(filter.Name, target, values, named, filter.Offset), filter.Offset);
    }

    private TemplateValue Filter(string name, TemplateValue target, List<TemplateValue> values, Dictionary<string, TemplateValue> named, int offset)
    {
        switch (name)
        {
            case "attr":
                return values.Count > 0 ? At(target, values[0], offset, attributeOnly: true) : TemplateValue.Unknown;
            case "map":
                return Mapped(target, values, named, offset);
            case "selectattr" or "rejectattr" or "select" or "reject":
                return Selected(name, target, values, offset);
            case "groupby" or "sort" or "unique" or "sum" or "min" or "max":
                var key = named.GetValueOrDefault("attribute") ?? (name == "groupby" && values.Count > 0 ? values[0] : null);
                var of = key is null ? target : TemplateValue.From(Path(Element(target), key, offset).Taint);
                if (name == "sum" && target is { IsConstant: true, Single: TemplateItems { Items: var parts } } && key is null) return Sum(parts, named.GetValueOrDefault("start") ?? (values.Count > 1 ? values[1] : null));
                return name is "min" or "max" or "sum" ? TemplateValue.Unresolved(of.Taint, target) : target.Open ? target : TemplateValue.Join(target, new() { Open = true, Taint = target.Taint });
            case "length" or "count" or "wordcount":
                var known = TemplateValue.Fold([target], c => c[0] is string s ? TemplateValue.Of((long)s.Length) : TemplateConstants.Items(c[0]) is { } items ? TemplateValue.Of((long)items.Count) : null);
                return known.Open ? new() { Open = true, Taint = (target.Taint & (Taint.Messages | Taint.Content)) != 0 ? Taint.Count : Taint.None, Trigger = target.Trigger is { Kind: TriggerKind.Control } ? null : target.Trigger } : known;
            case "random":
                return Element(target).With(Taint.Chance).With(new TemplateTrigger(TriggerKind.Chance, "", offset));
            case "default" or "d":
                return values.Count > 0 ? TemplateValue.Join(target, values[0]) : target;
            case "tojson" or "string" or "list" or "safe" or "e" or "escape" or "forceescape" or "items" or "dictsort" or "from_json" or "int" or "float" or "abs" or "round" or "urlencode" or "pprint" or "xmlattr":
                return Converted(name, target);
            case "first" or "last":
                return TemplateValue.Fold([target], c => TemplateConstants.Items(c[0]) is { Count: > 0 } all ? (name == "first" ? all[0] : all[^1]) : null) is { Open: false } one ? one : Element(target);
            case "reverse":
                return TemplateValue.Fold([target], c => TemplateConstants.Slice(c[0], null, null, -1) is { } back ? TemplateValue.Of(back) : null, BuiltIf(target));
            case "join":
                return Join(target, values.Count > 0 ? values[0] : TemplateValue.Of(""), named.GetValueOrDefault("attribute") ?? (values.Count > 1 ? values[1] : null), offset);
            case "format":
                return Method(target, "%", values, named, offset);
            case "batch" or "slice":
                return TemplateValue.Of(new TemplateItems([target])).With(target.Trigger);
            case "trim" or "strip":
                return Method(target, "strip", values, named, offset);
            default:
                return Method(target, name, values, named, offset);
        }
    }

    private static Taint BuiltIf(TemplateValue value) => HasText(value) ? Taint.Built : Taint.None;

    private static TemplateValue Converted(string name, TemplateValue target)
    {
        // A conversation as one text is what people wrote.
        var taint = (target.Taint & (Taint.Messages | Taint.Message)) != 0 && name is "tojson" or "string" or "items" or "pprint" or "urlencode" ? Taint.Content : target.Taint;
        if ((target.Taint & Taint.Content) == 0 && name is "int" or "float" && target.Trigger is not null)
            return TemplateValue.Fold([target], c => c[0] is bool b ? TemplateValue.Of(b ? 1L : 0L) : null);
        var result = TemplateValue.Fold([target], c => (name, c[0]) switch
        {
            ("string" or "safe" or "e" or "escape" or "forceescape" or "urlencode", _) => TemplateConstants.Str(c[0]) is { } s ? TemplateValue.Of(s) : null,
            ("int", long n) => TemplateValue.Of(n),
            ("int", bool b) => TemplateValue.Of(b ? 1L : 0L),
            ("int", string s) => long.TryParse(s, out var n) ? TemplateValue.Of(n) : TemplateValue.Of(0L),
            ("list", _) => TemplateConstants.Items(c[0]) is { } items ? TemplateValue.Of(new TemplateItems(items)) : null,
            ("dictsort", TemplateMap { IsOpen: false } map) => TemplateValue.Of(new TemplateItems(
                [.. map.Values.OrderBy(v => v.Key, StringComparer.OrdinalIgnoreCase).Select(v => TemplateValue.Of(new TemplateItems([TemplateValue.Of(v.Key), v.Value])))])),
            ("tojson", string s) => TemplateValue.Of('"' + s + '"'),
            ("tojson" or "pprint", TemplateItems or TemplateMap { IsOpen: false }) => TemplateConstants.Written(c[0], name == "tojson" ? '"' : '\'') is { } written ? TemplateValue.Of(written) : null,
            ("pprint", string s) => TemplateValue.Of($"'{s}'"),
            ("tojson", long or bool) => TemplateValue.Of(TemplateConstants.Str(c[0])),
            ("items" or "dictsort", TemplateMap { IsOpen: false } map) => TemplateValue.Of(new TemplateItems(
                [.. map.Values.Select(v => TemplateValue.Of(new TemplateItems([TemplateValue.Of(v.Key), v.Value])))])),
            _ => null,
        });
        var global = target.Options.Any(o => o is TemplateGlobal { Name: "lipsum" or "cycler" or "joiner" or "self" or "range" or "namespace" or "dict" or "config" or "request" } or TemplateMacro);
        return new() { Options = result.Options, Open = result.Open, Taint = (name is "string" or "list" && global ? Taint.Built : Taint.None) | (taint & ~(Taint.Messages | Taint.Message)) | (name is "list" or "items" or "safe" ? taint : Taint.None), Trigger = result.Trigger, Fragments = result.Fragments };
    }

    private static TemplateValue Sum(IReadOnlyList<TemplateValue> parts, TemplateValue? start) =>
        TemplateValue.Fold([.. start is null ? [] : new[] { start }, .. parts.Take(12)], c => c.All(v => v is string) ? TemplateValue.Of(string.Concat(c)) : null);

    private TemplateValue Join(TemplateValue target, TemplateValue separator, TemplateValue? attribute, int offset)
    {
        if (attribute is not null) target = TemplateValue.From(Path(Element(target), attribute, offset).Taint);
        var content = (target.Taint & (Taint.Messages | Taint.Content)) != 0 ? Taint.Content : Taint.None;
        if ((target.Taint & Taint.Content) != 0 && separator.Options.OfType<string>().Any(s => TextJudge.Words(s) > 0))
            report.Add(TemplateRules.Rewrites, offset, "the parts of what people write are joined with other words.", separator.Options.OfType<string>().First());
        var result = TemplateValue.Fold([target, separator], c =>
        {
            if (TemplateConstants.Items(c[0]) is not { } items || TemplateConstants.Str(c[1]) is not { } between) return null;
            if (items.Count > 512) return null;
            var joined = TemplateValue.Of("");
            for (var i = 0; i < items.Count; i++)
            {
                if (i > 0 && between.Length > 0) joined = Concatenate(joined, TemplateValue.Of(between));
                joined = Concatenate(joined, items[i]);
            }
            return joined;
        }, content);
        return result;
    }

    private TemplateValue Path(TemplateValue value, TemplateValue path, int offset)
    {
        var result = value;
        foreach (var text in path.Options.OfType<string>())
        {
            foreach (var part in text.Split('.'))
            {
                CheckName(part, offset, result);
                result = Member(result, part);
            }
        }
        if (path.Open) Unnamed(value, path, offset, attributeOnly: true);
        return result;
    }

    private TemplateValue Mapped(TemplateValue target, List<TemplateValue> values, Dictionary<string, TemplateValue> named, int offset)
    {
        if (named.TryGetValue("attribute", out var attribute))
        {
            if (target is { IsConstant: true, Single: TemplateItems { Items: var objects } }) return TemplateValue.Of(new TemplateItems([.. objects.Select(o => Path(o, attribute, offset))]));
            return TemplateValue.From(Path(Element(target), attribute, offset).Taint & ~Taint.Part);
        }
        if (values.Count == 0) return TemplateValue.Unknown;
        TemplateValue? result = null;
        foreach (var filter in values[0].Options.OfType<string>())
        {
            // map('attr', name) is the attribute filter on each item, and so on.
            TemplateValue One(TemplateValue item) => Filter(filter, item, values.GetRange(1, values.Count - 1), named, offset);
            var items = target is { IsConstant: true } ? TemplateConstants.Items(target.Single) : null;
            var mapped = items is { Count: <= 256 } ? TemplateValue.Of(new TemplateItems([.. items.Select(One)])) : TemplateValue.Unresolved(Taint.None, One(Element(target)));
            result = result is null ? mapped : TemplateValue.Join(result, mapped);
        }
        if (values[0].Open) report.Add(TemplateRules.Unresolved, offset, "a filter is chosen by a name that is made while rendering.");
        return result ?? TemplateValue.Unknown;
    }

    private TemplateValue Selected(string name, TemplateValue target, List<TemplateValue> values, int offset)
    {
        var subject = Element(target);
        var at = 0;
        if (name is "selectattr" or "rejectattr" && values.Count > 0)
        {
            subject = Path(subject, values[0], offset);
            at = 1;
        }
        TemplateTrigger? trigger = null;
        if (values.Count > at + 1) trigger = TriggerOf("==", subject, values[at + 1], offset);
        // select('in', text) asks whether an item of constants is in the text.
        if (values.Count > at + 1 && (values[at + 1].Taint & Taint.Content) != 0) trigger = TemplateTrigger.Worse(trigger, TriggerOf("in", values[at + 1], target, offset));
        var selected = new TemplateValue { Options = [], Open = true, Taint = target.Taint, Trigger = target.Trigger, Fragments = [.. target.Texts.Take(24)] };
        if (target is { IsConstant: true } && TemplateConstants.Items(target.Single) is { Count: > 0 }) selected = TemplateValue.Join(target, selected);
        return selected.With(trigger);
    }

    private TemplateValue Test(JinjaTest test)
    {
        var target = Eval(test.Target);
        var values = test.Arguments.Select(a => Eval(a.Value)).ToList();
        TemplateTrigger? trigger = null;
        var content = (target.Taint & (Taint.Content | Taint.Count | Taint.Time | Taint.Chance)) != 0;
        if (values.Count > 0 && test.Name is not ("sameas" or "filter" or "test"))
        {
            trigger = test.Name switch
            {
                "divisibleby" when content => new(TriggerKind.Count, TemplateConstants.Str((values[0].Options.Count > 0 ? values[0].Options[0] : null)) ?? "", test.Offset),
                _ => TriggerOf(test.Name is "in" ? "in" : "==", target, values[0], test.Offset),
            };
        }
        else if (test.Name is "upper" or "lower" && (target.Taint & Taint.Content) != 0) trigger = new(TriggerKind.Mark, test.Name, test.Offset);
        else if (test.Name is "odd" or "even" && (target.Taint & Taint.Count) != 0) trigger = new(TriggerKind.Count, test.Name, test.Offset);
        if (trigger is null && test.Name is not ("defined" or "undefined" or "none" or "string" or "mapping" or "iterable" or "sequence" or "boolean" or "number")) trigger = target.Trigger;
        if (trigger is not null && test.Negated) trigger = trigger with { Inverted = !trigger.Inverted };
        return new() { Open = true, Trigger = trigger };
    }
}
