using Assay.Contracts.Values;
using Assay.Formats.PythonSource;
using static Assay.Formats.PythonSource.PythonNodeKind;

namespace Assay.Inspect.Analysers.PythonSource;

internal sealed partial class PythonExamination
{
    private const int MaxUnrolled = 16;

    private void Statement(PythonNode node)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _statement = node;
        switch (node.Kind)
        {
            case Block:
                Statements(node.Items);
                break;
            case Import or ImportFrom:
                Imports(node);
                break;
            case Assign:
                var value = Evaluate(node.Items[^1]);
                foreach (var target in node.Items.Take(node.Items.Count - 1)) Bind(target, value);
                break;
            case Augmented:
                Bind(node.Items[0], PythonFold.Operation(node.Text[..^1], Evaluate(node.Items[0]), Evaluate(node.Items[1])));
                break;
            case Function:
                Definition(node);
                break;
            case PythonNodeKind.Class:
                ClassDefinition(node);
                break;
            case If:
                Branches(node);
                break;
            case For:
                Loop(node);
                break;
            case With:
                foreach (var item in node.Items) Part(item);
                break;
            case Return:
                Returned(node);
                break;
            default:
                foreach (var item in node.Items) Part(item);
                break;
        }
    }

    private void Part(PythonNode node)
    {
        if (node.Kind == Block) Branch(node);
        else if (node.Kind == Walrus) Bind(node.Items[0], Evaluate(node.Items[1]));
        else Evaluate(node);
    }

    private void Imports(PythonNode node)
    {
        foreach (var alias in node.Items)
        {
            var full = node.Kind == Import ? alias.Text : node.Text + (node.Text.EndsWith('.') ? "" : ".") + alias.Text;
            if (alias.Text == "*")
            {
                _stars.Add(node.Text);
                continue;
            }
            var renamed = alias.Items[0].Kind == Name ? alias.Items[0].Text : null;
            var local = renamed ?? (node.Kind == Import ? alias.Text.Split('.')[0] : alias.Text);
            var path = _reach.Canonical(node.Kind == Import && renamed is null ? local : full);
            _scope.Set(local, PythonValue.OfPath(path));
            var kind = _reach.KindOf(_reach.Canonical(full));
            if (kind == PythonReachKind.Protected) _findings.Add(PythonRules.Protected, Severity.Medium, node, $"the code is decrypted by '{full}' when it runs");
            if (full is "antigravity" or "this") continue;
        }
    }

    private void Definition(PythonNode node)
    {
        Decorators(node);
        foreach (var parameter in node.Items[1].Items) Evaluate(parameter.Items[0]);
        // What stands where a type belongs is evaluated when the function is defined.
        if (node.Items.Count > 3)
        {
            foreach (var annotation in node.Items[3].Items) Evaluate(annotation);
        }
        _scope.Set(node.Text, new PythonValue(PythonValueKind.Local, node.Text) { Node = node });
        if (_inlining == 0) _bodies.Enqueue((node, _scope));
    }

    private void Decorators(PythonNode node)
    {
        foreach (var decorator in node.Items[0].Items)
        {
            var value = Evaluate(decorator);
            if (IsRunner(value)) _findings.Add(PythonRules.Passes, Severity.Critical, decorator, $"'{value.Text}' is a decorator: it is called with what stands below");
        }
    }

    private void ClassDefinition(PythonNode node)
    {
        Decorators(node);
        if (node.Items[1].Kind == Group)
        {
            foreach (var argument in node.Items[1].Items)
            {
                var value = Evaluate(argument.Kind is Keyword or Star ? argument.Items[0] : argument);
                if (argument.Kind == Keyword && IsRunner(value)) _findings.Add(PythonRules.Passes, Severity.Critical, argument, $"'{value.Text}' is called when the class is made");
            }
        }
        var (before, scope) = (_scope, new PythonScope(_scope));
        _scope = scope;
        Statements(node.Items[2].Items);
        _scope = before;
        _scope.Set(node.Text, new PythonValue(PythonValueKind.Local, node.Text) { Node = node });
    }

    private void Branches(PythonNode node)
    {
        for (var i = 0; i < node.Items.Count; i++)
        {
            if (node.Items[i].Kind == Block)
            {
                Branch(node.Items[i]);
                continue;
            }
            Evaluate(node.Items[i]);
            if (!IsMain(node.Items[i]) || i + 1 >= node.Items.Count) continue;
            var place = _place;
            if (_place == PythonPlace.Import) _place = PythonPlace.Script;
            Branch(node.Items[++i]);
            _place = place;
        }
    }

    private static bool IsMain(PythonNode node) =>
        node.Kind == Compare && node.Items.Any(i => i is { Kind: Name, Text: "__name__" }) && node.Items.Any(i => i is { Kind: PythonNodeKind.Text, Text: "__main__" });

    private void Loop(PythonNode node)
    {
        var source = Evaluate(node.Items[1]);
        var items = PythonFold.Elements(source);
        var rounds = items is { Count: > 0 and <= MaxUnrolled } && items.Any(i => i.Kind != PythonValueKind.Unknown) ? items : [Element(source)];
        foreach (var item in rounds)
        {
            Bind(node.Items[0], item);
            foreach (var block in node.Items.Skip(2)) Branch(block);
        }
    }

    private static PythonValue Element(PythonValue source) => PythonValue.OfTaint(source.Deep());

    private void Returned(PythonNode node)
    {
        foreach (var item in node.Items)
        {
            var value = Evaluate(item);
            _returned = value;
            if (IsRunner(value) && _inlining == 0 && _function is { Text: ['_', '_', .., '_', '_'] })
                _findings.Add(PythonRules.Passes, Severity.High, node, $"the method {_function.Text}, which Python calls by itself, gives back '{value.Text}'");
            if (_function is { Text: "__reduce__" or "__reduce_ex__" or "__getnewargs_ex__" or "__setstate__" } && value.Items.Any(IsRunner))
                _findings.Add(PythonRules.Passes, Severity.Critical, node, $"pickling an object of this class writes a call of '{value.Items.First(IsRunner).Text}'");
        }
    }

    private void Bind(PythonNode target, PythonValue value)
    {
        switch (target.Kind)
        {
            case Name:
                // In a branch the graver of two possibilities stays.
                if (_branches > 0 && IsSharp(_scope.Own(target.Text)) && !IsSharp(value)) return;
                _scope.Set(target.Text, value);
                if (_function is null && IsRunner(value) && target.Text.StartsWith("__", StringComparison.Ordinal) && target.Text.EndsWith("__", StringComparison.Ordinal))
                    _findings.Add(PythonRules.Passes, Severity.Critical, target, $"'{value.Text}' is the method {target.Text}, which Python calls by itself");
                if (!ReferenceEquals(_scope, _module)) Remember(target.Text, value);
                break;
            case PythonNodeKind.Tuple or PythonNodeKind.List:
                var items = PythonFold.Elements(value);
                for (var i = 0; i < target.Items.Count; i++)
                    Bind(target.Items[i], items is not null && i < items.Count && items.Count == target.Items.Count ? items[i] : PythonValue.OfTaint(value.Deep()));
                break;
            case Star:
                Bind(target.Items[0], PythonValue.OfTaint(value.Deep()));
                break;
            case PythonNodeKind.Attribute:
                Store(target, Evaluate(target.Items[0]), target.Text, value);
                break;
            case Subscript:
                StoreItem(target, Evaluate(target.Items[0]), Evaluate(target.Items[1]), value);
                break;
        }
    }

    private void Remember(string attribute, PythonValue value)
    {
        if (_attributes.Count > 20_000 || (_attributes.TryGetValue(attribute, out var known) && IsSharp(known))) return;
        if (IsSharp(value) || value.IsWhole) _attributes[attribute] = value;
    }

    private void Store(PythonNode node, PythonValue owner, string attribute, PythonValue value)
    {
        var path = owner.Kind == PythonValueKind.Path ? _reach.Canonical(owner.Text + "." + attribute) : "?." + attribute;
        if (attribute is "__code__" or "__closure__" && value.Kind != PythonValueKind.Unknown)
            _findings.Add(PythonRules.Reaches, Severity.High, node, $"the code of a function is replaced ({attribute})");
        if (attribute is "__class__" && IsRunner(value)) _findings.Add(PythonRules.Passes, Severity.High, node, "an object becomes something that runs code");
        if (path.StartsWith('?') || owner.Kind != PythonValueKind.Path)
        {
            Remember(attribute, value);
            if (IsRunner(value) && attribute.StartsWith("__", StringComparison.Ordinal))
                _findings.Add(PythonRules.Passes, Severity.Critical, node, $"'{value.Text}' becomes the method {attribute}, which Python calls by itself");
            return;
        }
        if (IsRunner(value)) _findings.Add(PythonRules.Passes, Severity.Critical, node, $"'{path}' is replaced by '{value.Text}': whoever calls it next runs code");
        else if ((path.StartsWith("builtins.", StringComparison.Ordinal) && !IsOwnObject(owner.Text)) || IsLoader(path))
            _findings.Add(PythonRules.Patches, Severity.Medium, node, $"'{path}' is replaced for every caller");
        Remember(attribute, value);
    }

    // What a call of a builtin returns, object.__new__(cls) and super() above all, is the code's own; what hands out the builtins themselves is not.
    private static bool IsOwnObject(string path) =>
        path.AsSpan().ContainsAny('(', '[') && !path.StartsWith("builtins.globals", StringComparison.Ordinal) && !path.StartsWith("builtins.vars", StringComparison.Ordinal)
        && !path.StartsWith("builtins.getattr", StringComparison.Ordinal) && !path.StartsWith("builtins.__", StringComparison.Ordinal) && !path.StartsWith("builtins.eval", StringComparison.Ordinal);

    private static bool IsLoader(string path) => path is "torch.load" or "torch.serialization.load" or "pickle.load" or "pickle.loads" or "pickle.Unpickler" or "numpy.load"
        or "safetensors.torch.load_file" or "safetensors.safe_open" or "joblib.load" or "importlib.import_module" or "sys.meta_path" or "sys.path_hooks"
        or "transformers.dynamic_module_utils.resolve_trust_remote_code" or "json.loads";

    private void StoreItem(PythonNode node, PythonValue owner, PythonValue key, PythonValue value)
    {
        if (owner.Kind != PythonValueKind.Path) return;
        if (owner.Text == "sys.modules" && key.IsWhole)
            _findings.Add(PythonRules.Patches, Severity.Medium, node, $"the module '{key.Text}' is replaced for every later import");
        if (owner.Text == "os.environ" && key.IsWhole && key.Text is "LD_PRELOAD" or "LD_AUDIT" or "PYTHONSTARTUP" or "PYTHONHOME" or "DYLD_INSERT_LIBRARIES" or "BASH_ENV" or "PYTHONINSPECT")
            _findings.Add(PythonRules.Patches, Severity.High, node, $"{key.Text} is set: what it names is loaded into programs that start later");
        if (owner.Text is "builtins.globals()" or "builtins.__dict__" or "builtins.vars()" && key.IsWhole)
        {
            if (owner.Text == "builtins.globals()") _module.Set(key.Text, value);
            else _findings.Add(PythonRules.Patches, Severity.Medium, node, $"'builtins.{key.Text}' is replaced for every caller");
        }
        if (owner.Text.EndsWith(".__dict__", StringComparison.Ordinal) && key.IsWhole) Store(node, PythonValue.OfPath(owner.Text[..^9]), key.Text, value);
    }

    private bool IsRunner(PythonValue value) => value.Kind == PythonValueKind.Path
        && _reach.KindOf(value.Text) is PythonReachKind.Command or PythonReachKind.Evaluate && value.Text is not ("subprocess.Popen.communicate");

    private bool IsSharp(PythonValue? value) => value is { Kind: PythonValueKind.Path } && (_reach.KindOf(value.Text) != PythonReachKind.Nothing || _reach.IsSharpModule(value.Text));
}
