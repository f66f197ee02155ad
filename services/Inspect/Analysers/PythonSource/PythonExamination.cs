using Assay.Contracts.Values;
using Assay.Formats.PythonSource;
using static Assay.Formats.PythonSource.PythonNodeKind;

namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>
/// Follows a Python source without running it: what names stand for, what texts are put together, and what the calls reach. Statements of the module
/// first, in order; then the bodies of functions, which know what the module knows.
/// </summary>
internal sealed partial class PythonExamination
{
    /// <summary>Expressions that are looked at: enough for the largest honest source, several times.</summary>
    private const int MaxSteps = 3_000_000;

    /// <summary>Characters that are put together; a payload has a few megabytes, hidden a few times over.</summary>
    private const long MaxWork = 512L << 20;

    private const int MaxInlining = 4;
    private const int MaxNesting = 3;

    private static readonly HashSet<string> EntryPoints =
        ["__call__", "handle", "inference", "predict", "preprocess", "transform_fn", "input_fn", "predict_fn", "run", "execute", "infer", "inference_fn", "output_fn"];

    private static readonly HashSet<string> NoRequest = ["self", "cls", "config", "model", "context", "ctx", "kwargs", "args"];

    private readonly PythonReach _reach;
    private readonly PythonFindings _findings;
    private readonly CancellationToken _cancellationToken;
    private readonly PythonScope _module = new(null);
    private readonly Dictionary<string, PythonValue> _attributes = new(StringComparer.Ordinal);
    private readonly List<string> _stars = [];
    private readonly Queue<(PythonNode Function, PythonScope Scope)> _bodies = new();
    private readonly int _nesting;
    private PythonScope _scope;
    private PythonPlace _place;
    private PythonNode? _statement;
    private PythonNode? _function;
    private PythonValue? _returned;
    private int _steps;
    private long _work;
    private int _inlining;
    private int _branches;
    private bool _isGraph;
    private bool _isScriptFile;

    public PythonExamination(PythonReach reach, PythonFindings findings, PythonPlace place, CancellationToken cancellationToken, int nesting = 0)
    {
        (_reach, _findings, _place, _cancellationToken, _nesting) = (reach, findings, place, cancellationToken, nesting);
        _scope = _module;
    }

    /// <summary>Everything in it was followed.</summary>
    public bool IsComplete => _steps < MaxSteps && _work < MaxWork;

    public void Examine(PythonModule module)
    {
        _isGraph = IsGraph(module.Body);
        _isScriptFile = IsScript(module.Body);
        var place = _place;
        Statements(module.Body.Items);
        _place = place == PythonPlace.Script ? place : PythonPlace.Function;
        var bodies = new List<(PythonNode Function, PythonScope Scope)>();
        for (; _bodies.TryDequeue(out var body) && IsComplete; bodies.Add(body)) Body(body.Function, body.Scope);
        // A method may use what one below it stores in the object.
        foreach (var (function, scope) in _attributes.Values.Any(IsSharp) ? bodies : []) Body(function, scope);
        _bodies.Clear();
        Unparsed(module);
    }

    // Saved TorchScript looks like Python without imports: "ops" and "torch" are there from the start.
    private static bool IsGraph(PythonNode module) =>
        module.Items.All(i => i.Kind is PythonNodeKind.Class or Function or Assign or Expression || (i.Kind == Import && i.Items.All(a => a.Text.StartsWith("__torch__", StringComparison.Ordinal))));

    // A script does things at its top; a module defines things.
    private static bool IsScript(PythonNode module)
    {
        var actions = 0;
        foreach (var item in module.Items)
        {
            if (item.Kind is For or While or With) actions++;
            if (item.Kind == Assign && item.Items[^1].Kind == Call) actions++;
            if (item.Kind == Expression && item.Items[0].Kind == Call) actions++;
            if (item.Kind is PythonNodeKind.Class or Function) actions--;
        }
        return actions >= 5;
    }

    private void Statements(IReadOnlyList<PythonNode> items)
    {
        foreach (var item in items) Statement(item);
    }

    private void Branch(PythonNode block)
    {
        _branches++;
        if (block.Kind == Block) Statements(block.Items);
        else Evaluate(block);
        _branches--;
    }

    private void Body(PythonNode function, PythonScope outer)
    {
        var scope = new PythonScope(outer);
        foreach (var parameter in function.Items[1].Items)
        {
            var name = parameter.Text.TrimStart('*');
            var isRequest = EntryPoints.Contains(function.Text) && !NoRequest.Contains(name) && parameter.Items[0].Kind == Missing;
            var known = Evaluate(parameter.Items[0]);
            // A default is what a function gets where nobody says otherwise; a path is what it may call.
            scope.Set(name, isRequest ? PythonValue.OfTaint(PythonTaint.Request) : IsSharp(known) || known.IsText ? known : PythonValue.Unknown);
        }
        var (before, function0) = (_scope, _function);
        (_scope, _function) = (scope, function);
        Statements(function.Items[2].Items);
        (_scope, _function) = (before, function0);
    }

    private void Unparsed(PythonModule module)
    {
        if (module.IsCut || !IsComplete) _findings.Add(PythonRules.Limit, Severity.Medium, module.Body, "there is more source than is followed");
        var reported = 0;
        foreach (var error in module.Errors)
        {
            var isSharp = Sharp().IsMatch(error.Text);
            if (!isSharp && ++reported > 3) continue;
            var severity = isSharp ? Severity.Medium : Severity.Low;
            _findings.Add(PythonRules.Unparsed, severity, error, isSharp ? "a line that could not be read names something dangerous" : "a line could not be read as Python");
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex(
        @"\b(?:exec|eval|__import__|compile|getattr|os\.(?:system|popen|exec\w*)|subprocess|pty|socket|ctypes|marshal|pickle|base64|urllib|requests|__builtins__)\b",
        System.Text.RegularExpressions.RegexOptions.NonBacktracking)]
    private static partial System.Text.RegularExpressions.Regex Sharp();
}
