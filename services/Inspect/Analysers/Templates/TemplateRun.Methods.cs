namespace Assay.Inspect.Analysers.Templates;

/// <summary>Methods of texts and dictionaries.</summary>
internal sealed partial class TemplateRun
{
    private TemplateValue Method(TemplateValue target, string name, List<TemplateValue> values, Dictionary<string, TemplateValue> named, int offset)
    {
        if (name is "__getitem__" or "__getattribute__" or "__getattr__" or "get" or "pop" or "setdefault" && values.Count > 0)
        {
            if (name[0] == '_') report.Add(TemplateRules.Reaches, offset, "the template goes through an attribute of Python's internals.", name);
            var got = At(target, values[0], offset, attributeOnly: false);
            return values.Count > 1 ? TemplateValue.Join(got, values[1]) : got;
        }
        if (name is "items" or "values" or "keys")
        {
            if ((target.Taint & Taint.Message) != 0 && name != "keys") return TemplateValue.From(Taint.Content);
            return TemplateValue.Fold([target], c => c[0] is not TemplateMap { IsOpen: false } map ? null : TemplateValue.Of(new TemplateItems(name switch
            {
                "keys" => [.. map.Values.Keys.Select(k => TemplateValue.Of(k))],
                "values" => [.. map.Values.Values],
                _ => [.. map.Values.Select(v => TemplateValue.Of(new TemplateItems([TemplateValue.Of(v.Key), v.Value])))],
            })));
        }
        if (name is "append" or "extend" or "insert" or "update") return Grow(target, name, values, named);
        if (name is "format" or "format_map") Formats(target, offset);
        if (target.Options.Any(o => o is TemplateGlobal { Name: "strftime_now" or "datetime" or "now" }) || (target.Taint & Taint.Time) != 0 && name is "strftime" or "now" or "isoformat" or "weekday")
            return new() { Open = true, Taint = Taint.Time, Trigger = target.Trigger };
        var member = target is { IsConstant: true, Single: TemplateGlobal global } ? global.Name + "." + name : null;
        if (member is not null || target.Options.Any(o => o is TemplateMap))
        {
            var held = Member(target, name);
            if (held.Options.Any(o => o is TemplateMacro)) return Apply(held, values, named, offset);
            if (member is not null && !IsTextMethod(name)) return Global(member, values, named, offset) is var called && (called.Taint & Taint.Time) != 0 ? called : TemplateValue.Unresolved(Taint.None, values);
        }
        if (name == "join") return Join(values.Count > 0 ? values[0] : TemplateValue.Unknown, target, null, offset);
        return Text(target, name, values, named, offset);
    }

    private static bool IsTextMethod(string name) => name is "replace" or "split" or "strip" or "lower" or "upper" or "title" or "startswith" or "endswith" or "format";

    private static TemplateValue Grow(TemplateValue target, string name, List<TemplateValue> values, Dictionary<string, TemplateValue> named)
    {
        foreach (var map in target.Options.OfType<TemplateMap>())
        {
            foreach (var (key, value) in named) map.Values[key] = value;
            foreach (var (key, value) in values.SelectMany(v => v.Options).OfType<TemplateMap>().SelectMany(m => m.Values).ToArray()) map.Values[key] = value;
        }
        foreach (var items in target.Options.OfType<TemplateItems>())
        {
            if (items.Items is not List<TemplateValue> list || list.Count > 1024) continue;
            var added = values.Count > 0 ? values[^1] : TemplateValue.Unknown;
            if (name == "extend" && added is { IsConstant: true } && TemplateConstants.Items(added.Single) is { } more) list.AddRange(more.ToArray());
            else if (name == "insert" && values[0] is { IsConstant: true, Single: long at } && at >= 0 && at <= list.Count) list.Insert((int)at, added);
            else list.Add(added);
        }
        return TemplateValue.Of(null);
    }

    private void Formats(TemplateValue target, int offset)
    {
        foreach (var text in target.Texts)
        {
            for (var open = text.IndexOf('{'); open >= 0; open = text.IndexOf('{', open + 1))
            {
                var close = text.IndexOf('}', open);
                if (close < 0) break;
                var field = text.AsSpan(open + 1, close - open - 1);
                if (field.IndexOfAny('.', '[') < 0 || field.IndexOf('{') >= 0) continue;
                if (field.Contains("__", StringComparison.Ordinal)) report.Add(TemplateRules.Reaches, offset, "a format reaches an attribute of Python's internals.", text);
                else report.Add(TemplateRules.Unresolved, offset, "a format reaches attributes of what is put into it.", text);
            }
        }
    }

    private TemplateValue Text(TemplateValue target, string name, List<TemplateValue> values, Dictionary<string, TemplateValue> named, int offset)
    {
        var trigger = Conditional(target, name, values, offset);
        TemplateValue[] sources = [target, .. values];
        var result = TemplateValue.Fold(sources, c => TextConstants.Apply(name, c, named), BuiltIf(target));
        var taint = target.Taint;
        if (name is "count" or "find" or "index" or "rfind" or "rindex" or "startswith" or "endswith") taint &= ~(Taint.Content | Taint.Part);
        if (name is "split" or "rsplit" or "splitlines" or "partition" or "rpartition") taint &= ~Taint.Part;
        var built = result.Open && HasText(target) && !IsPlain(name) ? Taint.Built : Taint.None;
        return Checked(new() { Options = result.Options, Open = result.Open, Taint = taint | built, Trigger = TemplateTrigger.Worse(result.Trigger, trigger), Fragments = result.Fragments }, offset);
    }

    private static bool IsPlain(string name) => name is "startswith" or "endswith" or "find" or "index" or "count";

    private TemplateTrigger? Conditional(TemplateValue target, string name, List<TemplateValue> values, int offset)
    {
        // How a text is written tells languages and senders apart.
        if ((target.Taint & Taint.Content) != 0 && _toolDepth == 0 && name is "isascii" or "isupper" or "islower" or "istitle" or "isalpha" or "isdigit" or "isnumeric" or "isidentifier")
            return new(TriggerKind.Chance, name, offset);
        if ((target.Taint & (Taint.Content | Taint.Time)) == 0 || values.Count == 0) return null;
        switch (name)
        {
            case "replace" or "regex_replace":
                foreach (var from in values[0].Options.OfType<string>())
                {
                    var to = values.Count > 1 ? values[1].Options.OfType<string>().ToArray() : [];
                    // A mark is a place that the template fills in.
                    if (_toolDepth > 0 && !(TextJudge.IsPlainWord(from) && to.Any(TextJudge.IsPlainWord))) continue;
                    if (TextJudge.Classify(from) is TriggerKind.Control or TriggerKind.Mark) continue;
                    if (TextJudge.Words(from) > 0 || to.Any(t => TextJudge.Words(t) > 0))
                        report.Add(TemplateRules.Rewrites, offset, "words that people write are replaced.", $"{from} -> {string.Join(" | ", to)}");
                }
                var changed = TriggerOf("==", target, values[0], offset);
                return changed is { Kind: TriggerKind.Word or TriggerKind.Mark } ? changed : null;
            case "strip" or "lstrip" or "rstrip" or "trim" or "center" or "indent" or "wordwrap" or "truncate" or "default" or "encode" or "ljust" or "rjust":
                return null;
            case "split" or "rsplit" or "partition" or "rpartition" or "startswith" or "endswith" or "find" or "index" or "count" or "rfind" or "rindex" or "removeprefix" or "removesuffix"
                or "search" or "match" or "contains" or "regex_search" or "regex_match" or "regex_findall" or "__contains__":
                return TriggerOf("in", target, values[0], offset);
            default:
                return TriggerOf("==", target, values[0], offset);
        }
    }
}
