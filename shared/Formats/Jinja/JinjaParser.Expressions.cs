namespace Assay.Formats.Jinja;

/// <summary>Expressions, from the loosest binding to the tightest.</summary>
internal sealed partial class JinjaParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">"];

    private JinjaExpression Tuple() => Tuple(Expression);

    private JinjaExpression TupleWithoutCondition() => Tuple(Or);

    private JinjaExpression Tuple(Func<JinjaExpression> element)
    {
        var offset = Current.Offset;
        var first = element();
        if (!IsOperator(",")) return first;
        List<JinjaExpression> items = [first];
        while (Error is null && Take(","))
        {
            if (Current.Kind is JinjaTokenKind.BlockEnd or JinjaTokenKind.OutputEnd || IsOperator(")") || IsName("if")) break;
            items.Add(element());
        }
        return new JinjaItems(offset, items, IsTuple: true);
    }

    private JinjaExpression Expression()
    {
        if (!Enter()) return new JinjaLiteral(Current.Offset, null);
        var value = Or();
        while (Error is null && TakeName("if"))
        {
            var condition = Or();
            var otherwise = TakeName("else") ? Expression() : null;
            value = new JinjaConditional(value.Offset, condition, value, otherwise);
        }
        _depth--;
        return value;
    }

    private JinjaExpression Or()
    {
        var left = And();
        while (Error is null && TakeName("or")) left = new JinjaBinary(left.Offset, "or", left, And());
        return left;
    }

    private JinjaExpression And()
    {
        var left = Not();
        while (Error is null && TakeName("and")) left = new JinjaBinary(left.Offset, "and", left, Not());
        return left;
    }

    private JinjaExpression Not()
    {
        var offset = Current.Offset;
        if (!TakeName("not")) return Comparison();
        if (!Enter()) return new JinjaLiteral(offset, null);
        var operand = Not();
        _depth--;
        return new JinjaUnary(offset, "not", operand);
    }

    private JinjaExpression Comparison()
    {
        var left = Sum();
        JinjaExpression? result = null;
        while (Error is null)
        {
            string? op = null;
            if (Current.Kind == JinjaTokenKind.Operator && Comparisons.Contains(Current.Text)) op = Next().Text;
            else if (TakeName("in")) op = "in";
            else if (IsName("not") && tokens[Math.Min(_at + 1, tokens.Count - 1)] is { Kind: JinjaTokenKind.Name, Text: "in" })
            {
                Next();
                Next();
                op = "not in";
            }
            if (op is null) break;
            var right = Sum();
            JinjaExpression comparison = new JinjaComparison(left.Offset, op, left, right);
            result = result is null ? comparison : new JinjaBinary(left.Offset, "and", result, comparison);
            left = right;
        }
        return result ?? left;
    }

    private JinjaExpression Sum()
    {
        var left = Concatenation();
        while (Error is null && (IsOperator("+") || IsOperator("-"))) left = new JinjaBinary(left.Offset, Next().Text, left, Concatenation());
        return left;
    }

    private JinjaExpression Concatenation()
    {
        var left = Product();
        while (Error is null && Take("~")) left = new JinjaBinary(left.Offset, "~", left, Product());
        return left;
    }

    private JinjaExpression Product()
    {
        var left = Power();
        while (Error is null && (IsOperator("*") || IsOperator("/") || IsOperator("//") || IsOperator("%"))) left = new JinjaBinary(left.Offset, Next().Text, left, Power());
        return left;
    }

    private JinjaExpression Power()
    {
        var left = Unary();
        while (Error is null && Take("**")) left = new JinjaBinary(left.Offset, "**", left, Unary());
        return left;
    }

    private JinjaExpression Unary()
    {
        var offset = Current.Offset;
        if (!IsOperator("-") && !IsOperator("+")) return Postfix(Primary(), filters: true);
        var op = Next().Text;
        if (!Enter()) return new JinjaLiteral(offset, null);
        var operand = Unary();
        _depth--;
        return new JinjaUnary(offset, op, operand);
    }

    private JinjaExpression Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case JinjaTokenKind.Name:
                Next();
                return token.Text switch
                {
                    "true" or "True" => new JinjaLiteral(token.Offset, true),
                    "false" or "False" => new JinjaLiteral(token.Offset, false),
                    "none" or "None" => new JinjaLiteral(token.Offset, null),
                    _ => new JinjaName(token.Offset, token.Text),
                };
            case JinjaTokenKind.Text:
                var text = new System.Text.StringBuilder();
                while (Current.Kind == JinjaTokenKind.Text) text.Append(Next().Text);
                return new JinjaLiteral(token.Offset, text.ToString());
            case JinjaTokenKind.Integer or JinjaTokenKind.Number:
                Next();
                return new JinjaLiteral(token.Offset, JinjaNumber.Parse(token.Text));
            case JinjaTokenKind.Operator when token.Text is "(" or "[" or "{":
                return Bracket(token);
            default:
                Fail("an expression is missing");
                return new JinjaLiteral(token.Offset, null);
        }
    }

    private JinjaExpression Bracket(JinjaToken token)
    {
        Next();
        if (!Enter()) return new JinjaLiteral(token.Offset, null);
        JinjaExpression result;
        if (token.Text == "(")
        {
            result = IsOperator(")") ? new JinjaItems(token.Offset, [], IsTuple: true) : Tuple();
            Expect(")");
        }
        else if (token.Text == "[")
        {
            List<JinjaExpression> items = [];
            while (Error is null && !IsOperator("]"))
            {
                items.Add(Expression());
                if (!Take(",")) break;
            }
            Expect("]");
            result = new JinjaItems(token.Offset, items, IsTuple: false);
        }
        else
        {
            List<KeyValuePair<JinjaExpression, JinjaExpression>> pairs = [];
            while (Error is null && !IsOperator("}"))
            {
                var key = Expression();
                Expect(":");
                pairs.Add(new(key, Expression()));
                if (!Take(",")) break;
            }
            Expect("}");
            result = new JinjaMap(token.Offset, pairs);
        }
        _depth--;
        return result;
    }

    private JinjaExpression Postfix(JinjaExpression target, bool filters)
    {
        while (Error is null)
        {
            var offset = Current.Offset;
            if (Take(".")) target = Attribute(target, offset);
            else if (Take("[")) target = Subscript(target, offset);
            else if (filters && IsOperator("(")) target = new JinjaCall(offset, target, Arguments());
            else if (filters && Take("|")) target = Filter(target);
            else if (filters && IsName("is")) target = Test(target);
            else break;
        }
        return target;
    }

    private JinjaExpression Attribute(JinjaExpression target, int offset)
    {
        var token = Next();
        if (token.Kind == JinjaTokenKind.Name) return new JinjaAttribute(offset, target, token.Text);
        if (token.Kind == JinjaTokenKind.Integer) return new JinjaSubscript(offset, target, new JinjaLiteral(token.Offset, JinjaNumber.Parse(token.Text)));
        Fail("a name is missing after '.'");
        return target;
    }

    private JinjaExpression Subscript(JinjaExpression target, int offset)
    {
        if (!Enter()) return target;
        List<JinjaExpression> parts = [];
        while (Error is null && !IsOperator("]"))
        {
            parts.Add(SubscriptPart());
            if (!Take(",")) break;
        }
        Expect("]");
        _depth--;
        return new JinjaSubscript(offset, target, parts.Count == 1 ? parts[0] : new JinjaItems(offset, parts, IsTuple: true));
    }

    private JinjaExpression SubscriptPart()
    {
        var offset = Current.Offset;
        var start = IsOperator(":") ? null : Expression();
        if (start is not null && !IsOperator(":")) return start;
        Expect(":");
        var stop = IsOperator(":") || IsOperator("]") || IsOperator(",") ? null : Expression();
        var step = Take(":") && !IsOperator("]") && !IsOperator(",") ? Expression() : null;
        return new JinjaSlice(offset, start, stop, step);
    }

    private List<JinjaArgument> Arguments()
    {
        var arguments = new List<JinjaArgument>();
        Expect("(");
        while (Error is null && !IsOperator(")"))
        {
            var stars = Take("**") ? 2 : Take("*") ? 1 : 0;
            string? name = null;
            if (stars == 0 && Current.Kind == JinjaTokenKind.Name && tokens[Math.Min(_at + 1, tokens.Count - 1)] is { Kind: JinjaTokenKind.Operator, Text: "=" })
            {
                name = Next().Text;
                Next();
            }
            arguments.Add(new(name, Expression(), stars));
            if (!Take(",")) break;
        }
        Expect(")");
        return arguments;
    }

    private string DottedName()
    {
        if (Current.Kind != JinjaTokenKind.Name) { Fail("a name is missing"); return ""; }
        var name = Next().Text;
        while (Error is null && Take(".")) name += "." + Next().Text;
        return name;
    }

    private JinjaFilter Filter(JinjaExpression? target)
    {
        var offset = Current.Offset;
        var name = DottedName();
        return new(offset, target, name, IsOperator("(") ? Arguments() : []);
    }

    private JinjaTest Test(JinjaExpression target)
    {
        var offset = Next().Offset;
        var negated = TakeName("not");
        var name = DottedName();
        IReadOnlyList<JinjaArgument> arguments = [];
        if (IsOperator("(")) arguments = Arguments();
        else if (Current.Kind is JinjaTokenKind.Text or JinjaTokenKind.Integer or JinjaTokenKind.Number || IsOperator("[") || IsOperator("{")
            || (Current.Kind == JinjaTokenKind.Name && Current.Text is not ("else" or "or" or "and" or "is" or "if" or "in" or "not" or "recursive")))
            arguments = [new(null, Postfix(Primary(), filters: false), 0)];
        return new JinjaTest(offset, target, name, arguments, negated);
    }
}
