using Assay.Contracts.Values;
using Assay.Formats.PythonSource;
using static Assay.Formats.PythonSource.PythonNodeKind;

namespace Assay.Inspect.Analysers.PythonSource;

internal sealed partial class PythonExamination
{
    private static readonly HashSet<string> Inquiries =
        ["builtins.isinstance", "builtins.issubclass", "builtins.hasattr", "builtins.print", "builtins.type", "builtins.callable", "builtins.getattr", "builtins.repr", "builtins.str", "builtins.id", "inspect.signature", "inspect.getsource"];

    private PythonValue Called(PythonNode node)
    {
        var function = Evaluate(node.Items[0]);
        var positional = new List<PythonValue>();
        var named = new Dictionary<string, PythonValue>(StringComparer.Ordinal);
        for (var i = 1; i < node.Items.Count; i++)
        {
            var item = node.Items[i];
            var value = Evaluate(item);
            if (item.Kind == Keyword) named[item.Text] = value;
            else if (item is { Kind: Star, Text: "*" } && PythonFold.Elements(value) is { } spread) positional.AddRange(spread.Take(1000));
            else if (item is { Kind: Star, Text: "**" } && value.Kind == PythonValueKind.Map) Spread(value, named);
            else positional.Add(item.Kind == Star ? PythonValue.OfTaint(value.Deep()) : value);
        }
        return Apply(node, function, new(positional, named));
    }

    private static void Spread(PythonValue map, Dictionary<string, PythonValue> named)
    {
        for (var i = 0; i + 1 < map.Items.Count; i += 2)
        {
            if (map.Items[i].IsWhole) named[map.Items[i].Text] = map.Items[i + 1];
        }
    }

    private PythonValue Apply(PythonNode node, PythonValue function, PythonArguments arguments)
    {
        if (function.Kind == PythonValueKind.Local) return Inline(node, function, arguments);
        if (function.Kind != PythonValueKind.Path)
        {
            Passed(node, function.Text, arguments);
            return PythonValue.OfTaint(function.Deep() | arguments.Taint);
        }
        var path = function.Text;
        var method = path[(path.LastIndexOf('.') + 1)..];
        if (method == "__call__" && function.Of is not null) return Apply(node, function.Of, arguments);
        if (function.Of is { } of && (of.IsText || of.Kind == PythonValueKind.List) && PythonMethods.OfValue(of, method, arguments) is { } folded) return folded;
        if (Special(node, path, function, arguments) is { } special) return special;
        if (PythonMethods.OfFunction(path, arguments) is { } known) return known;
        if (_isGraph || path.StartsWith("torch.", StringComparison.Ordinal)) Graph(node, path, arguments);
        var kind = _reach.KindOf(path);
        var taint = Sink(node, kind, path, function, arguments);
        if (!Inquiries.Contains(path)) Passed(node, path, arguments);
        // What is read from, or made of, a thing keeps where it came from.
        var inherited = function.Deep(2) | (kind is PythonReachKind.Nothing or PythonReachKind.Open or PythonReachKind.Script or PythonReachKind.CodeObject ? arguments.Taint : PythonTaint.None);
        return PythonValue.OfPath(path.Length > 400 ? "?()" : path + "()") with { Items = [.. arguments.All.Take(64)], Of = function.Of, Taint = taint | inherited };
    }

    private PythonValue? Special(PythonNode node, string path, PythonValue function, PythonArguments arguments)
    {
        var first = arguments.At(0, "name", "object");
        var second = arguments.At(1, "name");
        switch (path)
        {
            case "builtins.getattr" or "inspect.getattr_static" or "builtins.object.__getattribute__" or "builtins.type.__getattribute__":
                return first is null || second is null ? null : Reach(node, first, second);
            case "operator.attrgetter()" when first is not null && function.Items.Count > 0:
                return function.Items[0] is { IsWhole: true } dotted ? dotted.Text.Split('.').Aggregate(first, (of, name) => Reach(node, of, PythonValue.OfText(name))) : null;
            case "operator.methodcaller()" when first is not null && function.Items.Count > 0:
                return Apply(node, Reach(node, first, function.Items[0]), new([.. function.Items.Skip(1)], new Dictionary<string, PythonValue>()));
            case "builtins.setattr" or "builtins.object.__setattr__" or "builtins.type.__setattr__":
                if (first is not null && second is { IsWhole: true } && arguments.At(2) is { } stored) Store(node, first, second.Text, stored);
                return PythonValue.Unknown;
            case "builtins.__import__" or "importlib.import_module" or "importlib.__import__" or "importlib._bootstrap._gcd_import" or "importlib._bootstrap.__import__" or "pydoc.locate" or "pkgutil.resolve_name" or "pydoc.safeimport"
                or "importlib.util.find_spec" or "importlib.util.resolve_name" or "hydra.utils.get_method" or "hydra.utils.get_class" or "hydra.utils.get_object" or "django.utils.module_loading.import_string" or "werkzeug.utils.import_string":
                return Imported(node, path, first, arguments);
            case "builtins.map" or "builtins.filter" or "itertools.starmap" or "concurrent.futures.ThreadPoolExecutor().map" or "multiprocessing.Pool().map":
                return first is null || second is null ? null : Mapped(node, first, second, path.EndsWith("starmap", StringComparison.Ordinal));
            case "functools.partial" or "operator.call" or "asyncio.to_thread" or "contextlib.suppress().__enter__" or "functools.partialmethod" or "concurrent.futures.ThreadPoolExecutor().submit" or "atexit.register" or "weakref.finalize":
                if (first is null || !IsRunner(first)) return path == "functools.partial" && first?.Kind == PythonValueKind.Path ? first : null;
                var rest = arguments.From(path == "weakref.finalize" ? 2 : 1);
                return Apply(node, path == "weakref.finalize" ? second ?? first : first, rest) is { } applied && path != "functools.partial" ? applied : first;
            case "builtins.type" when arguments.Positional.Count == 3:
                for (var i = 0; i + 1 < arguments.Positional[2].Items.Count; i += 2)
                {
                    if (IsRunner(arguments.Positional[2].Items[i + 1]))
                        _findings.Add(PythonRules.Passes, Severity.Critical, node, $"a class is made whose method '{arguments.Positional[2].Items[i].Text}' is '{arguments.Positional[2].Items[i + 1].Text}'");
                }
                return null;
            case "builtins.compile":
                return PythonValue.OfPath("builtins.compile()") with { Items = [.. arguments.All], Taint = arguments.Taint };
            case "builtins.next" or "builtins.iter" or "builtins.max" or "builtins.min" when first is not null && PythonFold.Elements(first) is { Count: > 0 } items:
                return path == "builtins.next" ? items[0] : null;
        }
        return null;
    }

    private PythonValue Reach(PythonNode node, PythonValue of, PythonValue name)
    {
        if (name.IsWhole) return Detour(node, Attribute(node, of, name.Text));
        if (of.Kind != PythonValueKind.Path) return PythonValue.OfTaint(of.Deep());
        if (_reach.IsSharpModule(of.Text))
        {
            // Asking os for a flag by name is common; taking any function of it is not.
            var severity = name.Taint.HasFlag(PythonTaint.Decoded) || of.Text is "builtins" or "subprocess" or "pty" ? Severity.High : Severity.Medium;
            _findings.Add(PythonRules.Reaches, severity, node, $"a function of '{of.Text}' is chosen by a computed name");
        }
        else if (name.Taint.HasFlag(PythonTaint.Decoded)) _findings.Add(PythonRules.Reaches, Severity.Medium, node, $"a member of '{of.Text}' is chosen by a decoded name");
        return PythonValue.OfPath("?" + of.Text + ".?") with { Taint = name.Deep() };
    }

    /// <summary>Nobody takes these functions by a text, except to keep their names out of the source.</summary>
    private PythonValue Detour(PythonNode node, PythonValue value)
    {
        if (IsRunner(value) || value.Text is "builtins.__import__" or "builtins.compile")
            _findings.Add(PythonRules.Reaches, Severity.High, node, $"'{value.Text}' is taken by a text instead of its name");
        return value;
    }

    private PythonValue Imported(PythonNode node, string path, PythonValue? name, PythonArguments arguments)
    {
        if (name is null) return PythonValue.Unknown;
        if (!name.IsWhole)
        {
            if (name.Deep().HasFlag(PythonTaint.Network) || name.Deep().HasFlag(PythonTaint.Request))
                _findings.Add(PythonRules.Reaches, Severity.High, node, "which module is imported comes from another machine");
            else if (path == "builtins.__import__" || name.Deep().HasFlag(PythonTaint.Decoded))
                _findings.Add(PythonRules.Reaches, name.Deep().HasFlag(PythonTaint.Decoded) ? Severity.High : Severity.Medium, node, "which module is imported is computed");
            return PythonValue.OfPath("?module");
        }
        // __import__('a.b') is a, unless it is asked for a member.
        var isRoot = path == "builtins.__import__" && arguments.At(3, "fromlist") is null;
        var target = _reach.Canonical((isRoot ? name.Text.Split('.')[0] : name.Text).Replace(':', '.'));
        if (name.Taint.HasFlag(PythonTaint.Decoded) && (_reach.IsSharpModule(target) || _reach.KindOf(target) != PythonReachKind.Nothing))
            _findings.Add(PythonRules.Reaches, Severity.High, node, $"the name of the module '{target}' is put together while it runs");
        return PythonValue.OfPath(target);
    }

    private PythonValue Mapped(PythonNode node, PythonValue function, PythonValue source, bool isSpread)
    {
        var items = PythonFold.Elements(source);
        if (items is null || (function.Kind == PythonValueKind.Local && items.Count > 5000))
        {
            if (IsRunner(function)) Apply(node, function, new([PythonValue.OfTaint(source.Deep())], new Dictionary<string, PythonValue>()));
            return PythonValue.OfTaint(source.Deep());
        }
        var results = new List<PythonValue>();
        foreach (var item in items.Take(100_000))
        {
            if (_steps++ > MaxSteps) break;
            var given = isSpread && PythonFold.Elements(item) is { } several ? several : [item];
            results.Add(Apply(node, function, new(given, new Dictionary<string, PythonValue>())));
        }
        return PythonValue.OfList(results);
    }

    /// <summary>A function of this source is followed with what it is given, to see what it gives back and does.</summary>
    private PythonValue Inline(PythonNode node, PythonValue function, PythonArguments arguments)
    {
        var definition = function.Node!;
        Passed(node, function.Text, arguments);
        if (definition.Kind == PythonNodeKind.Class) return PythonValue.OfPath("?" + function.Text + "()") with { Items = [.. arguments.All.Take(16)], Taint = arguments.Taint };
        if (_inlining >= MaxInlining || _steps > MaxSteps / 2) return PythonValue.OfTaint(arguments.Taint);
        var parameters = definition.Kind == Lambda ? definition.Items[0] : definition.Items[1];
        var scope = new PythonScope(_scope);
        for (var i = 0; i < parameters.Items.Count; i++)
        {
            var name = parameters.Items[i].Text;
            var value = name.StartsWith('*') ? PythonValue.OfList([.. arguments.Positional.Skip(i)]) : arguments.At(i, name) ?? Evaluate(parameters.Items[i].Items[0]);
            scope.Set(name.TrimStart('*'), value);
        }
        var (before, outer, returned) = (_scope, _function, _returned);
        (_scope, _returned) = (scope, null);
        _inlining++;
        PythonValue result;
        if (definition.Kind == Lambda) result = Evaluate(definition.Items[1]);
        else
        {
            _function = definition;
            Statements(definition.Items[2].Items);
            result = _returned ?? PythonValue.OfTaint(arguments.Taint);
        }
        _inlining--;
        (_scope, _function, _returned) = (before, outer, returned);
        return result;
    }

    /// <summary>A function that runs things is given to somebody who will call it.</summary>
    private void Passed(PythonNode node, string to, PythonArguments arguments)
    {
        foreach (var value in arguments.All.SelectMany(a => a.Kind == PythonValueKind.List && a.Items.Count <= 64 ? [a, .. a.Items.Where(i => i.Text != "builtins.eval")] : (IEnumerable<PythonValue>)[a]))
        {
            if (value is { IsText: true } && value.Text.StartsWith("ext::", StringComparison.Ordinal))
                _findings.Add(PythonRules.Commands, Severity.High, node, "git is given an address that stands for a command (ext::)");
            if (!IsRunner(value)) continue;
            var texts = arguments.All.SelectMany(a => a.Kind == PythonValueKind.List ? a.Items : [a]).Where(a => a.IsText).ToList();
            var kind = _reach.KindOf(value.Text);
            if (texts.Count > 0 && kind == PythonReachKind.Command && !to.Contains("add_argument", StringComparison.Ordinal))
            {
                Sink(node, kind, value.Text, value, new([PythonValue.OfText(string.Join(' ', texts.Select(t => t.Text)))], arguments.Named));
                continue;
            }
            var isParser = to.EndsWith("add_argument", StringComparison.Ordinal) || to.EndsWith("add_parser", StringComparison.Ordinal);
            var severity = isParser ? Severity.Low : value.Text == "builtins.eval" ? Severity.Medium : Severity.High;
            _findings.Add(PythonRules.Passes, severity, node, $"'{value.Text}' is given to {(to.StartsWith('?') ? to[1..] : to)} to be called");
        }
    }
}
