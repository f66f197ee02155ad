using static Assay.Formats.PythonSource.PythonNodeKind;

namespace Assay.Formats.PythonSource;

internal sealed partial class PythonParser
{
    private PythonNode Body(PythonToken from, bool top = false)
    {
        var list = new List<PythonNode>();
        while (Current.Kind != PythonTokenKind.End)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (Current.Kind == PythonTokenKind.Dedent)
            {
                if (!top) break;
                _at++;
                continue;
            }
            if (Current.Kind is PythonTokenKind.NewLine or PythonTokenKind.Indent)
            {
                // An indent that no colon announced is an error for Python; what stands there is read all the same.
                if (Current.Kind == PythonTokenKind.Indent && !top) Nested(list);
                else _at++;
                continue;
            }
            Line(list);
        }
        return Make(Block, from, "", list);
    }

    private void Nested(List<PythonNode> list)
    {
        _at++;
        if (++_blocks <= PythonLimits.Blocks) list.Add(Body(Current));
        _blocks--;
        if (Current.Kind == PythonTokenKind.Dedent) _at++;
    }

    private void Line(List<PythonNode> list)
    {
        var from = _at;
        var compound = Compound();
        if (compound is not null) list.Add(compound);
        if (compound is null && !_failed)
        {
            _at = from;
            Simple(list);
        }
        if (_failed) list.Add(Recover(from));
        else if (compound is null && Current.Kind is not (PythonTokenKind.NewLine or PythonTokenKind.End)) list.Add(Recover(from));
        if (Current.Kind == PythonTokenKind.NewLine) _at++;
    }

    private PythonNode? Compound()
    {
        if (Current.Text == "@" && Current.Kind == PythonTokenKind.Operator) return Decorated();
        if (Current.Kind != PythonTokenKind.Name) return null;
        var word = Current.Text;
        if (word == "async" && Ahead(1).Text is "def" or "for" or "with") word = _tokens[++_at].Text;
        return word switch
        {
            "def" => Definition(Nothing),
            "class" => ClassDefinition(Nothing),
            "if" => Branches(),
            "while" => Loop(),
            "for" => ForLoop(),
            "try" => Attempt(),
            "with" => WithBlock(),
            "match" when IsMatch() => MatchBlock(),
            _ => null,
        };
    }

    /// <summary>What stands behind a colon: a block, or statements on the same line.</summary>
    private PythonNode Suite()
    {
        var from = Current;
        Expect(":");
        if (_failed) return Nothing;
        if (Current.Kind != PythonTokenKind.NewLine)
        {
            var list = new List<PythonNode>();
            Simple(list);
            if (!_failed && Current.Kind == PythonTokenKind.NewLine) _at++;
            return Make(Block, from, "", list);
        }
        _at++;
        if (Current.Kind != PythonTokenKind.Indent) return Make(Block, from);
        if (_blocks >= PythonLimits.Blocks) return Fail(from);
        _at++;
        _blocks++;
        var depth = _depth;
        var body = Body(from);
        _depth = depth;
        _blocks--;
        if (Current.Kind == PythonTokenKind.Dedent) _at++;
        return body;
    }

    private PythonNode Decorated()
    {
        var from = Current;
        var list = new List<PythonNode>();
        while (Take("@"))
        {
            list.Add(Whole());
            while (Current.Kind == PythonTokenKind.NewLine) _at++;
            if (_failed) return Nothing;
        }
        var decorators = Make(Group, from, "", list);
        Take("async");
        return Is("def") ? Definition(decorators) : Is("class") ? ClassDefinition(decorators) : Fail(Current);
    }

    private PythonNode Definition(PythonNode decorators)
    {
        var from = Advance();
        var name = Name();
        TypeParameters();
        Expect("(");
        var annotations = new List<PythonNode>();
        var parameters = Parameters(")", annotations);
        Expect(")");
        if (Take("->")) annotations.Add(Whole());
        return Make(Function, from, name, decorators, parameters, Suite(), Make(Group, from, "", annotations));
    }

    private void TypeParameters()
    {
        // Bounds and defaults name types, which are not evaluated until asked for.
        for (var nesting = 0; Is("[") || nesting > 0;)
        {
            if (Current.Kind is PythonTokenKind.NewLine or PythonTokenKind.End) return;
            nesting += Is("[") ? 1 : Is("]") ? -1 : 0;
            _at++;
            if (nesting == 0) return;
        }
    }

    private PythonNode Parameters(string close, List<PythonNode>? annotations = null)
    {
        var from = Current;
        var list = new List<PythonNode>();
        while (!_failed && !Is(close) && !EndsStatement(Current))
        {
            var at = Current;
            var star = Take("*") ? "*" : Take("**") ? "**" : "";
            if (Take("/") || (star == "*" && (Is(",") || Is(close))))
            {
                Take(",");
                continue;
            }
            // Python 2 unpacks a tuple here.
            var name = Is("(") ? Operand().Text : Name();
            if (close == ")" && Take(":")) annotations?.Add(Whole());
            var value = Take("=") ? Whole() : Nothing;
            list.Add(Make(Parameter, at, star + name, value));
            if (!Take(",")) break;
        }
        return Make(Group, from, "", list);
    }

    private PythonNode ClassDefinition(PythonNode decorators)
    {
        var from = Advance();
        var name = Name();
        TypeParameters();
        var arguments = Nothing;
        if (Take("("))
        {
            arguments = Make(Group, from, "", Arguments());
            Expect(")");
        }
        return Make(Class, from, name, decorators, arguments, Suite());
    }

    private PythonNode Branches()
    {
        var from = Advance();
        var items = new List<PythonNode> { Whole(), Suite() };
        while (!_failed && Is("elif"))
        {
            _at++;
            items.Add(Whole());
            items.Add(Suite());
        }
        if (!_failed && Take("else")) items.Add(Suite());
        return Make(If, from, "", items);
    }

    private PythonNode Loop()
    {
        var from = Advance();
        var items = new List<PythonNode> { Whole(), Suite() };
        if (!_failed && Take("else")) items.Add(Suite());
        return Make(While, from, "", items);
    }

    private PythonNode ForLoop()
    {
        var from = Advance();
        var target = Targets();
        Expect("in");
        var items = new List<PythonNode> { target, Several(), Suite() };
        if (!_failed && Take("else")) items.Add(Suite());
        return Make(For, from, "", items);
    }

    private PythonNode Attempt()
    {
        var from = Advance();
        var items = new List<PythonNode> { Suite() };
        while (!_failed && (Is("except") || Is("else") || Is("finally")))
        {
            if (Advance().Text == "except")
            {
                Take("*");
                if (!Is(":"))
                {
                    items.Add(Several());
                    if (Take("as")) Name();
                }
            }
            items.Add(Suite());
        }
        return Make(Try, from, "", items);
    }

    private PythonNode WithBlock()
    {
        var from = Advance();
        var start = _at;
        var items = new List<PythonNode>();
        var bracket = Is("(");
        if (bracket) _at++;
        Managers(items);
        if (bracket && (!Take(")") || !Is(":")))
        {
            // The bracket belonged to an expression after all.
            _failed = false;
            _at = start;
            items.Clear();
            Managers(items);
        }
        items.Add(Suite());
        return Make(With, from, "", items);
    }

    private void Managers(List<PythonNode> items)
    {
        do
        {
            if (Is(")")) return;
            var at = Current;
            var manager = Whole();
            items.Add(Take("as") ? Make(Walrus, at, "", Target(), manager) : manager);
        }
        while (!_failed && Take(","));
    }

    // "match" is a name as well: it is a statement where a line that begins with it ends in a colon.
    private bool IsMatch()
    {
        if (Ahead(1) is { Kind: PythonTokenKind.Operator, Text: "=" or "." or "," or ")" or ":" or "]" } or { Kind: PythonTokenKind.NewLine }) return false;
        var i = _at;
        while (_tokens[i].Kind is not (PythonTokenKind.NewLine or PythonTokenKind.End)) i++;
        return _tokens[i - 1].Text == ":" && i + 2 < _tokens.Count && _tokens[i + 1].Kind == PythonTokenKind.Indent && _tokens[i + 2].Text == "case";
    }

    private PythonNode MatchBlock()
    {
        var from = Advance();
        var items = new List<PythonNode> { Several() };
        Expect(":");
        if (Current.Kind == PythonTokenKind.NewLine) _at++;
        if (Current.Kind == PythonTokenKind.Indent) _at++;
        while (!_failed && Take("case"))
        {
            items.Add(Pattern());
            if (Take("if")) items.Add(Whole());
            items.Add(Suite());
        }
        if (Current.Kind == PythonTokenKind.Dedent) _at++;
        return Make(Match, from, "", items);
    }

    private PythonNode Pattern()
    {
        // Patterns read values and bind names, nothing else: skipped up to their guard or colon.
        var from = Current;
        var nesting = 0;
        while (!(nesting == 0 && (Is(":") || Is("if"))) && Current.Kind is not (PythonTokenKind.NewLine or PythonTokenKind.End))
        {
            var text = Advance() is { Kind: PythonTokenKind.Operator } token ? token.Text : "";
            if (text is "(" or "[" or "{") nesting++;
            if (text is ")" or "]" or "}") nesting--;
        }
        return Make(Missing, from);
    }
}
