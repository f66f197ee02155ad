using Assay.Contracts.Values;
using Assay.Formats.Jinja;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>Expressions.</summary>
internal sealed partial class TemplateRun
{
    private TemplateValue Eval(JinjaExpression expression)
    {
        if (!Step(expression.Offset)) return TemplateValue.Unknown;
        return expression switch
        {
            JinjaLiteral literal => Literal(literal),
            JinjaName name => Name(name),
            JinjaAttribute attribute => Attribute(attribute),
            JinjaSubscript subscript => Subscript(subscript),
            JinjaCall call => Call(call),
            JinjaFilter filter => Filter(filter, null),
            JinjaTest test => Test(test),
            JinjaUnary unary => Unary(unary),
            JinjaBinary binary => Binary(binary),
            JinjaComparison comparison => Comparison(comparison),
            JinjaConditional conditional => Conditional(conditional),
            JinjaItems items => TemplateValue.Of(new TemplateItems(items.Items.Select(Eval).ToList())),
            JinjaMap map => Map(map),
            _ => TemplateValue.Unknown,
        };
    }

    private TemplateValue Literal(JinjaLiteral literal)
    {
        if (literal.Value is string text)
        {
            if (ReachNames.IsInternal(text)) report.Add(TemplateRules.Reaches, Severity.High, literal.Offset, "the template spells out a name of Python's internals.", text);
            JudgeText(text, literal.Offset);
        }
        return TemplateValue.Of(literal.Value);
    }

    private TemplateValue Name(JinjaName name)
    {
        if (_scope.Find(name.Name) is { } value) return value;
        if (ReachNames.IsInternal(name.Name)) report.Add(TemplateRules.Reaches, name.Offset, "the template uses a name of Python's internals.", name.Name);
        return name.Name switch
        {
            "messages" or "conversation" or "conversations" or "history" or "chat" or "chat_history" or "dialog" => TemplateValue.From(Taint.Messages),
            "message" or "msg" => TemplateValue.From(Taint.Message),
            "prompt" or "query" or "question" or "instruction" or "user_input" or "input" or "user_message" or "user_prompt" or "content" or "text" or "last_user_message"
                => TemplateValue.From(Taint.Content),
            "date_string" or "today" or "now" or "current_date" or "datetime" or "date" or "time" or "current_time" or "timestamp" or "current_datetime"
                => new() { Open = true, Taint = Taint.Time },
            _ => TemplateValue.Of(new TemplateGlobal(name.Name)),
        };
    }

    private TemplateValue Map(JinjaMap map)
    {
        var made = new TemplateMap();
        TemplateTrigger? trigger = null;
        foreach (var (key, value) in map.Pairs)
        {
            var k = Eval(key);
            var v = Eval(value);
            trigger = TemplateTrigger.Worse(trigger, v.Trigger);
            var known = false;
            foreach (var text in k.Options) { made.Values[TemplateConstants.Str(text) ?? ""] = v; known = true; }
            if (k.Open || !known)
            {
                made.IsOpen = true;
                made.Values["\u0001" + made.Values.Count] = v;
            }
        }
        return TemplateValue.Of(made).With(trigger);
    }

    private TemplateValue Conditional(JinjaConditional conditional)
    {
        var condition = Eval(conditional.Condition);
        if (condition.IsConstant && condition.Trigger is null && TemplateConstants.Truth(condition.Single) is { } known)
            return known ? Eval(conditional.Then) : conditional.Otherwise is null ? TemplateValue.Of("") : Eval(conditional.Otherwise);
        TemplateValue then = TemplateValue.Unknown, otherwise = TemplateValue.Of("");
        Branch(() => then = Eval(conditional.Then), () => otherwise = conditional.Otherwise is null ? otherwise : Eval(conditional.Otherwise));
        return TemplateValue.Join(then, otherwise).With(condition.Trigger);
    }

    private TemplateValue Unary(JinjaUnary unary)
    {
        var operand = Eval(unary.Operand);
        if (unary.Operator == "not")
        {
            var trigger = operand.Trigger is { } t ? t with { Inverted = !t.Inverted } : null;
            if (operand.IsConstant && TemplateConstants.Truth(operand.Single) is { } truth) return TemplateValue.Of(!truth).With(trigger);
            return new() { Open = true, Trigger = trigger };
        }
        return TemplateValue.Fold([operand], c => c[0] is long n && unary.Operator == "-" ? TemplateValue.Of(-n) : c[0] is double d ? TemplateValue.Of(-d) : c[0] is long m ? TemplateValue.Of(m) : null);
    }

    private TemplateValue Binary(JinjaBinary binary)
    {
        var left = Eval(binary.Left);
        if (binary.Operator is "and" or "or")
        {
            if (left.IsConstant && left.Trigger is null && TemplateConstants.Truth(left.Single) is { } known)
                return known == (binary.Operator == "and") ? Eval(binary.Right) : left;
            var other = TemplateValue.Unknown;
            var ofTool = binary.Operator == "and" && IsToolRole(binary.Left);
            if (ofTool) _toolDepth++;
            Branch(() => other = Eval(binary.Right), () => { });
            if (ofTool) _toolDepth--;
            // What "and" yields is known only to be one of the two; a condition on words in either makes the whole one.
            return TemplateValue.Join(left.Open ? TemplateValue.Unresolved(left.Taint, left) : left, other);
        }
        var right = Eval(binary.Right);
        if (binary.Operator is "~" or "+" && (HasText(left) || HasText(right) || binary.Operator == "~")) return Concatenate(left, right, binary.Offset);
        var remainder = binary.Operator == "%" && (left.Taint & (Taint.Count | Taint.Time)) != 0 ? Taint.Remainder : Taint.None;
        var result = TemplateValue.Fold([left, right], c => Arithmetic(binary.Operator, c[0], c[1], binary.Offset), Taint.None);
        if (binary.Operator == "%" && HasText(left) && result.Open) result = result.With(Taint.Built);
        return Checked(result.With(remainder), binary.Offset);
    }

    private static bool HasText(TemplateValue value) => value.Options.Any(o => o is string) || value.Fragments.Count > 0;

    private TemplateValue Concatenate(TemplateValue left, TemplateValue right, int offset = 0)
    {
        var result = TemplateValue.Fold([left, right], c =>
        {
            if (TemplateConstants.Str(c[0]) is not { } a || TemplateConstants.Str(c[1]) is not { } b) return null;
            if (a.Length + b.Length <= MaxText) return TemplateValue.Of(a + b);
            return null;
        }, HasText(left) || HasText(right) ? Taint.Built : Taint.None);
        if (!result.Open) result = new() { Options = result.Options, Taint = result.Taint & ~Taint.Built, Trigger = result.Trigger, Fragments = result.Fragments };
        return Checked(result, offset);
    }

    /// <summary>Looks at texts that were put together.</summary>
    private TemplateValue Checked(TemplateValue value, int offset)
    {
        foreach (var option in value.Options)
        {
            if (option is string text && (ReachNames.IsInternal(text) || ReachNames.HoldsInternal(text)))
                report.Add(TemplateRules.Reaches, offset, "the template puts a name of Python's internals together.", text);
        }
        return value;
    }

    private TemplateValue? Arithmetic(string op, object? a, object? b, int offset)
    {
        switch (op, a, b)
        {
            case ("+", long x, long y): return TemplateValue.Of(unchecked(x + y));
            case ("-", long x, long y): return TemplateValue.Of(unchecked(x - y));
            case ("*", long x, long y): return TemplateValue.Of((long)Int128.Clamp((Int128)x * y, long.MinValue, long.MaxValue));
            case ("//", long x, long y) when y != 0 && x != long.MinValue: return TemplateValue.Of((long)Math.Floor((double)x / y));
            case ("%", long x, long y) when y != 0 && y != -1: return TemplateValue.Of(((x % y) + y) % y);
            case ("**", long x, long y): return TemplateValue.Of(Power(x, y, offset));
            case ("*", string s, long n): return Repeat(s, n, offset);
            case ("*", long n, string s): return Repeat(s, n, offset);
            case ("*", TemplateItems items, long n): return RepeatItems(items, n, offset);
            case ("*", string s, bool n): return TemplateValue.Of(n ? s : "");
            case ("+", TemplateItems x, TemplateItems y): return TemplateValue.Of(new TemplateItems([.. x.Items.Concat(y.Items).Take(4096)]));
            case ("%", string format, TemplateItems values):
                return values.Items.All(v => v.IsConstant) && TemplateConstants.Percent(format, [.. values.Items.Select(v => v.Single)]) is { } many ? TemplateValue.Of(many) : null;
            case ("%", string format, _): return TemplateConstants.Percent(format, [b]) is { } one ? TemplateValue.Of(one) : null;
            default: return null;
        }
    }

    private object Power(long x, long y, int offset)
    {
        var value = Math.Pow(x, y);
        if (y > 4096 && Math.Abs(x) > 1) report.Add(TemplateRules.Explodes, offset, "a power has more digits than fit into memory.");
        return value is < long.MaxValue and > long.MinValue ? (long)value : long.MaxValue;
    }

    private TemplateValue? Repeat(string text, long times, int offset)
    {
        if (times <= 0) return TemplateValue.Of("");
        if ((Int128)text.Length * times > Explosion) report.Add(TemplateRules.Explodes, offset, $"a text is repeated {times} times.");
        return (Int128)text.Length * times <= MaxText ? TemplateValue.Of(string.Concat(Enumerable.Repeat(text, (int)times))) : null;
    }

    private TemplateValue? RepeatItems(TemplateItems items, long times, int offset)
    {
        if (times <= 0) return TemplateValue.Of(new TemplateItems([]));
        if ((Int128)items.Items.Count * times > Explosion) report.Add(TemplateRules.Explodes, offset, $"a list is repeated {times} times.");
        return (Int128)items.Items.Count * times <= 4096 ? TemplateValue.Of(new TemplateItems([.. Enumerable.Repeat(items.Items, (int)times).SelectMany(i => i)])) : null;
    }

    private TemplateValue Comparison(JinjaComparison comparison)
    {
        var left = Eval(comparison.Left);
        var right = Eval(comparison.Right);
        var trigger = TriggerOf(comparison.Operator, left, right, comparison.Offset);
        var inherited = TemplateTrigger.Worse(left.Trigger, right.Trigger);
        if (comparison.Operator is "!=" && inherited is not null) inherited = inherited with { Inverted = !inherited.Inverted };
        trigger = TemplateTrigger.Worse(trigger, inherited);
        var result = TemplateValue.Fold([left, right], c => TemplateConstants.Compare(comparison.Operator, c[0], c[1]) is { } known ? TemplateValue.Of(known) : null);
        return new() { Options = result.Options, Open = result.Open, Trigger = trigger };
    }
}
