namespace Assay.Formats.Jinja;

/// <summary>Tags.</summary>
internal sealed partial class JinjaParser
{
    private JinjaStatement? Statement(int offset)
    {
        if (Current.Kind != JinjaTokenKind.Name) { Fail("a tag has no name"); return null; }
        var name = Next().Text;
        switch (name)
        {
            case "if": return If(offset);
            case "for": return For(offset);
            case "set": return Set(offset);
            case "macro": return Macro(offset);
            case "call": return CallBlock(offset);
            case "filter": return FilterBlock(offset);
            case "with" or "block" or "generation" or "autoescape" or "trans": return Scope(offset, name);
            case "include" or "import" or "from" or "extends": return Load(offset, name);
            case "do":
                var value = Tuple();
                EndBlock();
                return new JinjaDo(offset, value);
            case "break" or "continue" or "debug":
                EndBlock();
                return new JinjaJump(offset, name);
            default:
                Fail("a tag is unknown or stands in the wrong place");
                return null;
        }
    }

    private JinjaIf If(int offset)
    {
        var condition = Tuple();
        EndBlock();
        var then = Body(["elif", "else", "endif"], out var ended);
        List<JinjaStatement> otherwise = [];
        if (ended == "elif")
        {
            if (Enter()) otherwise.Add(If(Current.Offset));
            _depth--;
            return new(offset, condition, then, otherwise);
        }
        if (ended == "else")
        {
            EndBlock();
            otherwise = Body(["endif"], out _);
        }
        EndBlock();
        return new(offset, condition, then, otherwise);
    }

    private JinjaFor For(int offset)
    {
        var target = Targets();
        if (!TakeName("in")) Fail("'in' is missing");
        var items = TupleWithoutCondition();
        var filter = TakeName("if") ? Expression() : null;
        var recursive = TakeName("recursive");
        EndBlock();
        var body = Body(["else", "endfor"], out var ended);
        List<JinjaStatement> otherwise = [];
        if (ended == "else")
        {
            EndBlock();
            otherwise = Body(["endfor"], out _);
        }
        EndBlock();
        return new(offset, target, items, filter, body, otherwise, recursive);
    }

    private JinjaExpression Targets()
    {
        var offset = Current.Offset;
        List<JinjaExpression> targets = [];
        do
        {
            if (IsName("in") || IsOperator("=")) break;
            targets.Add(Postfix(Primary(), filters: false));
        }
        while (Error is null && Take(","));
        if (targets.Count == 0) Fail("a variable is missing");
        return targets.Count == 1 ? targets[0] : new JinjaItems(offset, targets, IsTuple: true);
    }

    private JinjaSet Set(int offset)
    {
        var target = Targets();
        if (Take("="))
        {
            var value = Tuple();
            EndBlock();
            return new(offset, target, value, null);
        }
        JinjaExpression? filters = null;
        while (Error is null && Take("|")) filters = Filter(filters);
        EndBlock();
        var body = Body(["endset"], out _);
        EndBlock();
        if (filters is not null) body = [new JinjaFilterBlock(offset, Headless(filters), body)];
        return new(offset, target, null, body);
    }

    private static JinjaFilter Headless(JinjaExpression filters) => (JinjaFilter)filters;

    private JinjaMacro Macro(int offset)
    {
        var name = Current.Kind == JinjaTokenKind.Name ? Next().Text : "";
        if (name.Length == 0) Fail("a macro has no name");
        return MacroBody(offset, name, "endmacro");
    }

    private JinjaMacro MacroBody(int offset, string name, string end)
    {
        var parameters = IsOperator("(") ? Parameters() : [];
        EndBlock();
        var body = Body([end], out _);
        if (end == "endmacro") TakeName(name);
        EndBlock();
        return new(offset, name, parameters, body);
    }

    private List<JinjaParameter> Parameters()
    {
        var parameters = new List<JinjaParameter>();
        Expect("(");
        while (Error is null && !IsOperator(")"))
        {
            if (Current.Kind != JinjaTokenKind.Name) { Fail("a parameter is missing"); break; }
            var name = Next().Text;
            parameters.Add(new(name, Take("=") ? Expression() : null));
            if (!Take(",")) break;
        }
        Expect(")");
        return parameters;
    }

    private JinjaCallBlock CallBlock(int offset)
    {
        var parameters = IsOperator("(") ? Parameters() : [];
        var call = Expression();
        EndBlock();
        var body = Body(["endcall"], out _);
        EndBlock();
        return new(offset, call, new(offset, "caller", parameters, body));
    }

    private JinjaFilterBlock FilterBlock(int offset)
    {
        var filter = Filter(null);
        while (Error is null && Take("|")) filter = Filter(filter);
        EndBlock();
        var body = Body(["endfilter"], out _);
        EndBlock();
        return new(offset, filter, body);
    }

    private JinjaScope Scope(int offset, string kind)
    {
        List<KeyValuePair<JinjaExpression, JinjaExpression>> variables = [];
        if (kind == "block")
        {
            if (Current.Kind == JinjaTokenKind.Name) Next();
            while (Current.Kind == JinjaTokenKind.Name) Next();
        }
        else if (kind == "autoescape") Expression();
        else if (kind is "with" or "trans")
        {
            while (Error is null && Current.Kind != JinjaTokenKind.BlockEnd)
            {
                var target = Postfix(Primary(), filters: false);
                variables.Add(new(target, Take("=") ? Expression() : target));
                if (!Take(",")) break;
            }
        }
        EndBlock();
        var body = Body(kind == "trans" ? ["pluralize", "endtrans"] : ["end" + kind], out var ended);
        if (ended == "pluralize")
        {
            if (Current.Kind == JinjaTokenKind.Name) Next();
            EndBlock();
            body.AddRange(Body(["endtrans"], out _));
        }
        if (kind == "block" && Current.Kind == JinjaTokenKind.Name) Next();
        EndBlock();
        return new(offset, kind, variables, body);
    }

    private JinjaLoad Load(int offset, string kind)
    {
        var template = Expression();
        // What follows says which names are taken and with which context; the file is loaded in any case.
        while (Error is null && Current.Kind is not (JinjaTokenKind.BlockEnd or JinjaTokenKind.End)) Next();
        EndBlock();
        return new(offset, kind, template);
    }
}
