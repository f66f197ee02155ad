using static Assay.Formats.PythonSource.PythonNodeKind;

namespace Assay.Formats.PythonSource;

internal sealed partial class PythonParser
{
    private const int Comparison = 4;
    private const int Power = 12;

    /// <summary>Expressions with commas between them; a tuple where there are several.</summary>
    private PythonNode Several()
    {
        var from = Current;
        var first = Starred();
        if (_failed || !Is(",")) return first;
        var items = new List<PythonNode> { first };
        while (!_failed && Take(","))
        {
            if (EndsStatement(Current) || Is("=") || Is(")") || Is("]") || Is("}") || Is(":")) break;
            items.Add(Starred());
        }
        return Make(PythonNodeKind.Tuple, from, "", items);
    }

    private PythonNode Starred()
    {
        var from = Current;
        return Take("*") ? Make(Star, from, "*", Operation(5)) : Take("**") ? Make(Star, from, "**", Operation(5)) : Whole();
    }

    private PythonNode Target()
    {
        var from = Current;
        return Take("*") ? Make(Star, from, "*", Unaried()) : Unaried();
    }

    private PythonNode Targets()
    {
        var from = Current;
        var first = Target();
        if (!Is(",")) return first;
        var items = new List<PythonNode> { first };
        while (!_failed && Take(",") && !Is("in")) items.Add(Target());
        return Make(PythonNodeKind.Tuple, from, "", items);
    }

    /// <summary>One expression: conditional, lambda, yield, or a name that is bound on the way.</summary>
    private PythonNode Whole()
    {
        if (_depth >= PythonLimits.Nesting) return Fail(Current);
        _depth++;
        var node = WholeInside();
        _depth--;
        return node;
    }

    private PythonNode WholeInside()
    {
        var from = Current;
        if (Is("lambda")) return LambdaExpression();
        if (Is("yield")) return YieldExpression();
        var value = Operation(1);
        if (Take(":=")) return Make(Walrus, from, "", value, Whole());
        if (!Is("if") || _failed) return value;
        _at++;
        var condition = Operation(1);
        if (Take(":=")) condition = Whole();
        Expect("else");
        return Make(Conditional, from, "", value, condition, Whole());
    }

    private PythonNode LambdaExpression()
    {
        var from = Advance();
        var parameters = Parameters(":");
        Expect(":");
        return Make(Lambda, from, "", parameters, Whole());
    }

    private PythonNode YieldExpression()
    {
        var from = Advance();
        Take("from");
        return EndsStatement(Current) || Is(")") || Is("]") || Is("=") ? Make(Yield, from) : Make(Yield, from, "", Several());
    }

    /// <summary>Binary operators from a level of precedence on; runs of one operator become one node, however long they are.</summary>
    private PythonNode Operation(int level)
    {
        var from = Current;
        if (level <= 3 && Is("not"))
        {
            if (_depth >= PythonLimits.Nesting) return Fail(from);
            _depth++;
            _at++;
            var negated = Make(Unary, from, "not", Operation(3));
            _depth--;
            return Operators(from, negated, level);
        }
        return Operators(from, Unaried(), level);
    }

    private PythonNode Operators(PythonToken from, PythonNode left, int level)
    {
        while (!_failed && LevelOf(out var op) is var found && found >= level)
        {
            var items = new List<PythonNode> { left };
            while (!_failed && LevelOf(out var next) == found && (next == op || found == Comparison))
            {
                _at++;
                if (next is "not" or "is") _ = Take("in") || Take("not");
                items.Add(Operation(found + 1));
            }
            left = Make(found <= 2 ? Logic : found == Comparison ? Compare : Binary, from, op, items);
        }
        return left;
    }

    private int LevelOf(out string op)
    {
        op = Current.Text;
        if (Current.Kind is not (PythonTokenKind.Operator or PythonTokenKind.Name)) return 0;
        return op switch
        {
            "or" => 1,
            "and" => 2,
            "in" or "is" or "<" or ">" or "==" or ">=" or "<=" or "!=" or "<>" => Comparison,
            "not" when Ahead(1).Text == "in" => Comparison,
            "|" => 5,
            "^" => 6,
            "&" => 7,
            "<<" or ">>" => 8,
            "+" or "-" => 9,
            "*" or "/" or "//" or "%" or "@" => 10,
            _ => 0,
        };
    }

    private PythonNode Unaried()
    {
        var from = Current;
        if (_depth >= PythonLimits.Nesting) return Fail(from);
        if (Current.Kind == PythonTokenKind.Operator && Current.Text is "-" or "+" or "~")
        {
            _at++;
            _depth++;
            var operand = Make(Unary, from, from.Text, Unaried());
            _depth--;
            return operand;
        }
        var isAwait = Is("await") && Ahead(1).Kind is not (PythonTokenKind.NewLine or PythonTokenKind.Operator) | Ahead(1).Text is "(" or "[" or "{";
        if (isAwait) _at++;
        var value = Operand();
        if (isAwait) value = Make(Await, from, "", value);
        if (_failed || !Take("**")) return value;
        _depth++;
        var power = Make(Binary, from, "**", value, Unaried());
        _depth--;
        return power;
    }

    private PythonNode Operand()
    {
        var from = Current;
        var value = Atom();
        while (!_failed)
        {
            if (Take("."))
            {
                var at = Current;
                value = Make(PythonNodeKind.Attribute, at, Name(), value);
            }
            else if (Take("("))
            {
                var items = Arguments();
                items.Insert(0, value);
                Expect(")");
                value = Make(Call, from, "", items);
            }
            else if (Take("["))
            {
                var index = Indices();
                Expect("]");
                value = Make(Subscript, from, "", value, index);
            }
            else
            {
                return value;
            }
        }
        return value;
    }

    private List<PythonNode> Arguments()
    {
        var items = new List<PythonNode>();
        while (!_failed && !Is(")"))
        {
            var from = Current;
            if (from.Kind == PythonTokenKind.Name && Ahead(1) is { Kind: PythonTokenKind.Operator, Text: "=" })
            {
                _at += 2;
                items.Add(Make(Keyword, from, from.Text, Whole()));
            }
            else
            {
                var value = Starred();
                items.Add(IsClause() ? Clauses(from, "(", [value]) : value);
            }
            if (!Take(",")) break;
        }
        return items;
    }

    private PythonNode Indices()
    {
        var from = Current;
        var items = new List<PythonNode>();
        var isTuple = false;
        while (!_failed && !Is("]"))
        {
            items.Add(Index());
            if (!Take(",")) break;
            isTuple = true;
        }
        return items.Count == 1 && !isTuple ? items[0] : Make(PythonNodeKind.Tuple, from, "", items);
    }

    private PythonNode Index()
    {
        var from = Current;
        var lower = Is(":") ? Nothing : Starred();
        if (!Take(":")) return lower;
        var upper = Is(":") || Is("]") || Is(",") ? Nothing : Whole();
        var step = Take(":") && !Is("]") && !Is(",") ? Whole() : Nothing;
        return Make(Slice, from, "", lower, upper, step);
    }

    private bool IsClause() => Is("for") || (Is("async") && Ahead(1).Text == "for");

    private PythonNode Clauses(PythonToken from, string bracket, List<PythonNode> items)
    {
        while (!_failed && IsClause())
        {
            Take("async");
            var at = Advance();
            var target = Targets();
            Expect("in");
            var parts = new List<PythonNode> { target, Operation(1) };
            while (!_failed && Take("if")) parts.Add(Condition());
            items.Add(Make(For, at, "", parts));
        }
        return Make(Comprehension, from, bracket, items);
    }

    private PythonNode Condition()
    {
        var from = Current;
        if (Is("lambda")) return LambdaExpression();
        var value = Operation(1);
        return Take(":=") ? Make(Walrus, from, "", value, Operation(1)) : value;
    }

}
