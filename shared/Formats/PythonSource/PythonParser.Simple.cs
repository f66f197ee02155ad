using static Assay.Formats.PythonSource.PythonNodeKind;

namespace Assay.Formats.PythonSource;

internal sealed partial class PythonParser
{
    private void Simple(List<PythonNode> list)
    {
        do
        {
            if (Current.Kind is PythonTokenKind.NewLine or PythonTokenKind.End) return;
            list.Add(SimpleStatement());
        }
        while (!_failed && Take(";"));
    }

    private PythonNode SimpleStatement()
    {
        var from = Current;
        if (from.Kind == PythonTokenKind.Name)
        {
            switch (from.Text)
            {
                case "import": return ImportStatement();
                case "from" when Ahead(1) is { Kind: PythonTokenKind.Name } or { Text: "." or "..." }: return FromImport();
                case "return": return Words(Return);
                case "raise" or "assert" or "del" or "global" or "nonlocal" or "pass" or "break" or "continue": return Words(Statement);
                case "print" or "exec" when Ahead(1) is { Kind: not (PythonTokenKind.Operator or PythonTokenKind.NewLine) } or { Text: ">>" }: return Old();
                case "type" when Ahead(1).Kind == PythonTokenKind.Name && Ahead(2) is { Text: "=" or "[" }:
                    _at++;
                    break;
            }
        }
        var first = Several();
        if (_failed) return first;
        if (Take(":"))
        {
            Whole();
            return Take("=") ? Make(Assign, from, "", first, Several()) : Make(Expression, from, "", first);
        }
        if (Is("=")) return Assignment(from, first);
        if (Current is { Kind: PythonTokenKind.Operator, Text: { Length: >= 2 } op } && op[^1] == '=' && op is not ("==" or "!=" or "<=" or ">=" or ":="))
        {
            _at++;
            return Make(Augmented, from, op, first, Several());
        }
        return Make(Expression, from, "", first);
    }

    private PythonNode Assignment(PythonToken from, PythonNode first)
    {
        var items = new List<PythonNode> { first };
        while (!_failed && Take("=")) items.Add(Several());
        return Make(Assign, from, "", items);
    }

    private PythonNode Words(PythonNodeKind kind)
    {
        var from = Advance();
        var items = new List<PythonNode>();
        while (!_failed && !EndsStatement(Current))
        {
            items.Add(Several());
            if (!Take("from") && !Take(",")) break;
        }
        return Make(kind, from, from.Text, items);
    }

    // Statements of Python 2: print and exec, which do what the functions of these names do.
    private PythonNode Old()
    {
        var from = Advance();
        if (from.Text == "print" && Take(">>") && Whole() is not null) Take(",");
        var items = new List<PythonNode> { Make(PythonNodeKind.Name, from, from.Text) };
        while (!_failed && !EndsStatement(Current))
        {
            items.Add(Whole());
            if (!Take(",") && !Take("in")) break;
        }
        return Make(Expression, from, "", Make(Call, from, "", items));
    }

    private string Dotted()
    {
        var name = Name();
        while (!_failed && Take(".")) name += "." + Name();
        return name;
    }

    private PythonNode ImportStatement()
    {
        var from = Advance();
        var items = new List<PythonNode>();
        do
        {
            var at = Current;
            var name = Dotted();
            items.Add(Make(Alias, at, name, As()));
        }
        while (!_failed && Take(","));
        return Make(Import, from, "", items);
    }

    private PythonNode As()
    {
        if (!Take("as")) return Nothing;
        var at = Current;
        return Make(PythonNodeKind.Name, at, Name());
    }

    private PythonNode FromImport()
    {
        var from = Advance();
        var module = "";
        while (Is(".") || Is("...")) module += Advance().Text;
        if (!Is("import")) module += Dotted();
        Expect("import");
        var bracket = Take("(");
        var items = new List<PythonNode>();
        while (!_failed && !(bracket && Is(")")) && !EndsStatement(Current))
        {
            var at = Current;
            items.Add(Take("*") ? Make(Alias, at, "*", Nothing) : Make(Alias, at, Name(), As()));
            if (!Take(",")) break;
        }
        if (bracket) Expect(")");
        return Make(ImportFrom, from, module, items);
    }
}
