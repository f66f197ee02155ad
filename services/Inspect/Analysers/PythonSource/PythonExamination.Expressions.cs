using Assay.Contracts.Values;
using Assay.Formats.PythonSource;
using static Assay.Formats.PythonSource.PythonNodeKind;

namespace Assay.Inspect.Analysers.PythonSource;

internal sealed partial class PythonExamination
{
    private const int MaxElements = 100_000;

    private PythonValue Evaluate(PythonNode node)
    {
        var value = Inside(node);
        if (node.Kind is not (PythonNodeKind.Text or PythonNodeKind.Bytes or Name)) _work += value.Text.Length + value.Items.Count;
        return value;
    }

    private PythonValue Inside(PythonNode node)
    {
        if (++_steps > MaxSteps || _work > MaxWork) return PythonValue.Unknown;
        if ((_steps & 0x3ff) == 0) _cancellationToken.ThrowIfCancellationRequested();
        switch (node.Kind)
        {
            case PythonNodeKind.Text: return PythonValue.OfText(node.Text);
            case PythonNodeKind.Bytes: return PythonValue.OfBytes(node.Text);
            case PythonNodeKind.Number: return PythonFold.Number(node.Text);
            case Name: return Find(node.Text);
            case PythonNodeKind.Attribute: return Attribute(node, Evaluate(node.Items[0]), node.Text);
            case Call: return Called(node);
            case Subscript: return Indexed(node);
            case Binary: return Operation(node);
            case Joined: return PythonFold.Join(node.Items.Select(Evaluate));
            case PythonNodeKind.Tuple or PythonNodeKind.List or PythonNodeKind.Set: return Listed(node);
            case PythonNodeKind.Map: return new PythonValue(PythonValueKind.Map) { Items = [.. node.Items.Select(Evaluate)] };
            case Lambda:
                Quietly(node);
                return new PythonValue(PythonValueKind.Local, "lambda") { Node = node };
            case Conditional:
                var (first, _, other) = (Evaluate(node.Items[0]), Evaluate(node.Items[1]), Evaluate(node.Items[2]));
                return IsSharp(other) || first.Kind == PythonValueKind.Unknown ? other.With(first.Taint) : first;
            case Logic:
                var parts = node.Items.Select(Evaluate).ToList();
                return parts.Find(IsSharp) ?? parts.Find(p => p.Kind != PythonValueKind.Unknown) ?? PythonValue.OfTaint(parts.Aggregate(PythonTaint.None, (t, p) => t | p.Taint));
            case Walrus:
                var bound = Evaluate(node.Items[1]);
                Bind(node.Items[0], bound);
                return bound;
            case Comprehension: return Comprehended(node);
            case Star or Keyword or Await or Yield: return node.Items.Count == 0 ? PythonValue.Unknown : Evaluate(node.Items[0]);
            case Unary:
                var operand = Evaluate(node.Items[0]);
                return operand.Kind == PythonValueKind.Number ? PythonValue.OfNumber(node.Text switch { "-" => -operand.Number, "~" => ~operand.Number, _ => operand.Number }) : PythonValue.OfTaint(operand.Taint);
            case Block:
                Branch(node);
                return PythonValue.Unknown;
            default:
                foreach (var item in node.Items) Evaluate(item);
                return PythonValue.Unknown;
        }
    }

    // The body of a lambda is looked at once for what it reaches, whoever calls it.
    private void Quietly(PythonNode lambda)
    {
        if (_inlining > 0) return;
        var scope = _scope;
        _scope = new PythonScope(scope);
        foreach (var parameter in lambda.Items[0].Items) _scope.Set(parameter.Text.TrimStart('*'), Evaluate(parameter.Items[0]));
        var place = _place;
        if (_place == PythonPlace.Import) _place = PythonPlace.Function;
        Evaluate(lambda.Items[1]);
        _place = place;
        _scope = scope;
    }

    private PythonValue Find(string name)
    {
        if (_scope.Find(name) is { } value) return value;
        if (name == "__builtins__") return PythonValue.OfPath("builtins");
        foreach (var module in _stars)
        {
            var path = _reach.Canonical(module + "." + name);
            if (_reach.KindOf(path) != PythonReachKind.Nothing) return PythonValue.OfPath(path);
        }
        if (_reach.IsBuiltin(name)) return PythonValue.OfPath("builtins." + name);
        if (name == "get_ipython") return PythonValue.OfPath(name);
        if (_isGraph && name is "ops" or "torch") return PythonValue.OfPath(name == "ops" ? "torch.ops" : name);
        return PythonValue.OfPath("?" + name);
    }

    private PythonValue Attribute(PythonNode node, PythonValue of, string name)
    {
        if (name is "__builtins__" or "f_builtins") return PythonValue.OfPath("builtins");
        if (name == "__self__" && of.Text.StartsWith("builtins.", StringComparison.Ordinal)) return PythonValue.OfPath("builtins");
        if (of.Kind == PythonValueKind.Path)
        {
            var path = _reach.Canonical(of.Text + "." + name);
            if (name == "__subclasses__" && (path.Contains(".__class__", StringComparison.Ordinal) || path.Contains(".__base", StringComparison.Ordinal)
                || path.Contains(".__mro__", StringComparison.Ordinal) || path.StartsWith("builtins.object", StringComparison.Ordinal)))
                _findings.Add(PythonRules.Reaches, Severity.High, node, "it walks from a harmless object to every class of the interpreter");
            if (path.StartsWith('?') && _attributes.TryGetValue(name, out var known)) return known;
            return PythonValue.OfPath(path) with { Of = of, Taint = of.Taint | TaintOf(path) };
        }
        if (of.Kind is PythonValueKind.Local or PythonValueKind.Unknown && _attributes.TryGetValue(name, out var member)) return member;
        return PythonValue.OfPath("?literal." + name) with { Of = of, Taint = of.Taint };
    }

    private PythonTaint TaintOf(string path) => _reach.KindOf(path) == PythonReachKind.Environ ? PythonTaint.Environ : PythonTaint.None;

    private PythonValue Operation(PythonNode node)
    {
        var value = Evaluate(node.Items[0]);
        // One text for a long chain, instead of one for each step.
        if (node is { Text: "+", Items.Count: > 8 })
        {
            var all = node.Items.Select(Evaluate).ToList();
            if (all.TrueForAll(a => a.IsText)) return PythonFold.Join(all) with { Kind = value.Kind };
        }
        for (var i = 1; i < node.Items.Count; i++) value = PythonFold.Operation(node.Text, value, Evaluate(node.Items[i]));
        return value;
    }

    private PythonValue Listed(PythonNode node)
    {
        var items = new List<PythonValue>(node.Items.Count);
        foreach (var item in node.Items)
        {
            var value = Evaluate(item);
            if (item.Kind == Star && PythonFold.Elements(value) is { } inner) items.AddRange(inner.Take(MaxElements - Math.Min(MaxElements, items.Count)));
            else items.Add(value);
        }
        return PythonValue.OfList(items);
    }

    private PythonValue Comprehended(PythonNode node)
    {
        var clauses = node.Items.Where(i => i.Kind == For).ToList();
        var elements = node.Items.Where(i => i.Kind != For).ToList();
        var scope = _scope;
        _scope = new PythonScope(scope);
        var results = new List<PythonValue>();
        if (clauses.Count == 1 && elements.Count == 1 && PythonFold.Elements(Evaluate(clauses[0].Items[0 + 1])) is { Count: <= MaxElements } known)
        {
            foreach (var item in known)
            {
                if (_steps > MaxSteps) break;
                Bind(clauses[0].Items[0], item);
                results.Add(Evaluate(elements[0]));
            }
        }
        else
        {
            foreach (var clause in clauses)
            {
                Bind(clause.Items[0], Element(Evaluate(clause.Items[1])));
                foreach (var condition in clause.Items.Skip(2)) Evaluate(condition);
            }
            foreach (var element in elements) results.Add(Evaluate(element));
            results = [PythonValue.OfTaint(results.Aggregate(PythonTaint.None, (t, r) => t | r.Deep()))];
        }
        _scope = scope;
        return PythonValue.OfList(results);
    }

    private PythonValue Indexed(PythonNode node)
    {
        var of = Evaluate(node.Items[0]);
        var index = node.Items[1].Kind == Slice ? null : Evaluate(node.Items[1]);
        if (of.Kind != PythonValueKind.Path) return index is null ? PythonFold.Slice(of, node.Items[1], Evaluate) : PythonFold.Item(of, index);
        if (index is null) return PythonValue.OfTaint(of.Deep());
        return of.Text switch
        {
            "sys.modules" when index.IsWhole => PythonValue.OfPath(_reach.Canonical(index.Text)),
            "os.environ" or "os.environb" => Setting(index),
            "builtins.globals()" or "builtins.locals()" or "builtins.vars()" when index.IsWhole && of.Items.Count == 0 => Find(index.Text),
            _ => OfNamespace(node, of, index),
        };
    }

    private static PythonValue Setting(PythonValue name) =>
        PythonValue.OfTaint(name.IsWhole && SecretName().IsMatch(name.Text) ? PythonTaint.Secret : PythonTaint.None) with { Text = "" };

    private PythonValue OfNamespace(PythonNode node, PythonValue of, PythonValue index)
    {
        var path = of.Text;
        if (path == "builtins.vars()" && of.Items.Count > 0) path = of.Items[0].Text + ".__dict__";
        var isNamespace = path.EndsWith(".__dict__", StringComparison.Ordinal);
        var isGlobals = path.EndsWith("__globals__", StringComparison.Ordinal) || path.EndsWith("f_globals", StringComparison.Ordinal)
            || path.EndsWith("f_locals", StringComparison.Ordinal) || path.EndsWith("func_globals", StringComparison.Ordinal) || path is "builtins.globals()";
        if (index.IsWhole && isGlobals) return PythonValue.OfPath(index.Text == "__builtins__" ? "builtins" : _reach.Canonical(index.Text));
        if (index.IsWhole && (isNamespace || path == "builtins"))
            return Detour(node, Attribute(node, PythonValue.OfPath(isNamespace ? path[..^9] : path), index.Text));
        if (!index.IsWhole && (isNamespace || path == "builtins") && _reach.IsSharpModule(isNamespace ? path[..^9] : path))
            _findings.Add(PythonRules.Reaches, Severity.High, node, $"a function of '{(isNamespace ? path[..^9] : path)}' is chosen by a computed name");
        return PythonValue.OfPath(of.Text.StartsWith('?') ? "?[]" : of.Text + "[]") with { Of = of, Taint = of.Deep() };
    }

    [System.Text.RegularExpressions.GeneratedRegex(
        "TOKEN|SECRET|PASSW|API_?KEY|ACCESS_?KEY|CREDENTIAL|PRIVATE|AUTH", System.Text.RegularExpressions.RegexOptions.NonBacktracking | System.Text.RegularExpressions.RegexOptions.IgnoreCase)]
    private static partial System.Text.RegularExpressions.Regex SecretName();
}
