using System.Runtime.CompilerServices;
using System.Text;
using Assay.Formats.Jinja;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>
/// Follows a template with symbols in place of the conversation: constants are computed, conditions that are not known are followed both ways, and what
/// is reached, compared and put out on the way is judged. Nothing is rendered.
/// </summary>
internal sealed partial class TemplateRun(TemplateReport report, CancellationToken cancellationToken)
{
    private const int MaxSteps = 400_000;
    private const int MaxUnrolled = 256;
    private const long MaxWork = 20_000;
    private const long Explosion = 5_000_000;
    private const int MaxCalls = 10;
    private const int MaxText = 64 * 1024;

    private static readonly Dictionary<string, TemplateValue> NoNames = [];

    private readonly List<TemplateTrigger> _triggers = [];
    private readonly HashSet<JinjaMacro> _called = new(ReferenceEqualityComparer.Instance);
    private readonly List<(JinjaMacro Macro, TemplateVariables Scope)> _macros = [];
    private readonly Stack<TemplateJournal> _journals = new();
    private readonly Stack<JinjaMacro> _running = new();
    private TemplateVariables _scope = new(null);
    private TemplateValue? _capture;
    private StringBuilder? _opening;
    private int _steps;
    private int _calls;
    private int _toolDepth;
    private long _work = 1;
    private bool _tooLong;

    public void Run(JinjaTemplate template)
    {
        Statements(template.Body);
        // What is never called is followed once, too: another template may call it.
        foreach (var (macro, scope) in _macros.ToArray())
        {
            if (!_called.Contains(macro)) Invoke(macro, scope, [], NoNames);
        }
    }

    private bool Step(int offset)
    {
        if ((++_steps & 0x3ff) == 0) cancellationToken.ThrowIfCancellationRequested();
        if (_steps <= MaxSteps && RuntimeHelpers.TryEnsureSufficientExecutionStack()) return true;
        if (!_tooLong) report.Add(TemplateRules.Explodes, offset, "the template does more than can be followed; what is behind this point was not examined.");
        _tooLong = true;
        return false;
    }

    private void Statements(IReadOnlyList<JinjaStatement> statements)
    {
        foreach (var statement in statements)
        {
            if (!Step(statement.Offset)) return;
            Statement(statement);
        }
    }

    private void Statement(JinjaStatement statement)
    {
        switch (statement)
        {
            case JinjaData data: Emit(TemplateValue.Of(data.Text), data.Offset); break;
            case JinjaOutput output: Emit(Eval(output.Value), output.Offset); break;
            case JinjaIf branch: If(branch); break;
            case JinjaFor loop: For(loop); break;
            case JinjaSet set: Set(set); break;
            case JinjaMacro macro:
                _macros.Add((macro, _scope));
                Write(_scope.Values, macro.Name, TemplateValue.Of(new TemplateMacro(macro, _scope)));
                break;
            case JinjaCallBlock call:
                Scoped(() =>
                {
                    Write(_scope.Values, "caller", TemplateValue.Of(new TemplateMacro(call.Caller, _scope)));
                    Emit(Eval(call.Call), call.Offset);
                    if (!_called.Contains(call.Caller)) Invoke(call.Caller, _scope, [], NoNames);
                });
                break;
            case JinjaFilterBlock block: Emit(Filter(block.Filter, Capture(block.Body)), block.Offset); break;
            case JinjaScope scope:
                Scoped(() =>
                {
                    foreach (var (target, value) in scope.Variables) Assign(target, Eval(value));
                    Statements(scope.Body);
                });
                break;
            case JinjaLoad load:
                Eval(load.Template);
                report.Add(TemplateRules.Loads, load.Offset, $"'{load.Kind}' loads another file while the prompt is made.");
                break;
            case JinjaDo expression: Eval(expression.Value); break;
            default: break;
        }
    }

    private void Scoped(Action body)
    {
        _scope = new(_scope);
        body();
        _scope = _scope.Outer!;
    }

    private void If(JinjaIf branch)
    {
        var condition = Eval(branch.Condition);
        if (condition.IsConstant && condition.Trigger is null && TemplateConstants.Truth(condition.Single) is { } known)
        {
            Statements(known ? branch.Then : branch.Else);
            return;
        }
        if (condition.Trigger is { } trigger) JudgeBranches(branch, trigger);
        var opens = _opening is null && Names(branch.Condition).Contains("add_generation_prompt");
        var inverted = condition.Trigger is { Kind: < TriggerKind.Chance } quiet ? quiet.Inverted : (bool?)null;
        Branch(
            () =>
            {
                if (opens) _opening = new();
                var ofTool = IsToolRole(branch.Condition);
                if (ofTool) _toolDepth++;
                Under(inverted == true ? null : condition.Trigger, branch.Then);
                if (ofTool) _toolDepth--;
                if (opens) JudgeOpening(_opening!.ToString(), branch.Offset);
                if (opens) _opening = null;
            },
            () => Under(inverted == false ? null : condition.Trigger, branch.Else));
    }

    /// <summary>Follows ways of which one is taken; afterwards everything may be as any of them left it.</summary>
    private void Branch(params ReadOnlySpan<Action> ways)
    {
        var before = _capture;
        TemplateValue? captured = null;
        var outcomes = new List<Dictionary<(Dictionary<string, TemplateValue> Values, string Key), TemplateValue>>();
        foreach (var way in ways)
        {
            _journals.Push(new());
            _capture = before;
            way();
            outcomes.Add(_journals.Pop().Undo());
            if (_capture is not null) captured = captured is null ? _capture : TemplateValue.Join(captured, _capture);
        }
        _capture = captured;
        foreach (var place in outcomes.SelectMany(o => o.Keys).Distinct().ToArray())
        {
            TemplateValue? value = null;
            foreach (var outcome in outcomes)
            {
                var one = outcome.GetValueOrDefault(place) ?? place.Values.GetValueOrDefault(place.Key);
                if (one is not null) value = value is null ? one : TemplateValue.Join(value, one);
            }
            Write(place.Values, place.Key, value!);
        }
    }

    private void Write(Dictionary<string, TemplateValue> values, string key, TemplateValue value)
    {
        if (_journals.TryPeek(out var journal)) journal.Write(values, key);
        values[key] = value;
    }

    private void Under(TemplateTrigger? trigger, IReadOnlyList<JinjaStatement> body)
    {
        if (trigger is not null) _triggers.Add(trigger);
        Statements(body);
        if (trigger is not null) _triggers.RemoveAt(_triggers.Count - 1);
    }

    private TemplateTrigger? Active()
    {
        TemplateTrigger? worst = null;
        foreach (var trigger in _triggers) worst = TemplateTrigger.Worse(worst, trigger);
        return worst;
    }

    private void For(JinjaFor loop)
    {
        var items = Eval(loop.Items);
        var ofMessages = (items.Taint & Taint.Messages) != 0;
        if (items.IsConstant && TemplateConstants.Items(items.Single) is { } known && known.Count <= MaxUnrolled && _work * Math.Max(1, known.Count) <= MaxWork)
        {
            _work *= Math.Max(1, known.Count);
            foreach (var item in known) Iterate(loop, item, ofMessages);
            if (known.Count == 0) Statements(loop.Else);
            _work /= Math.Max(1, known.Count);
            return;
        }
        var count = items.IsConstant ? items.Single switch { TemplateItems many => many.Items.Count, TemplateRange range => range.Count, _ => 1 } : 1;
        var work = _work;
        _work = (long)Int128.Min((Int128)_work * Math.Max(1, count), long.MaxValue);
        if (_work > Explosion) report.Add(TemplateRules.Explodes, loop.Offset, $"the loops run {_work} times.");
        // The second time round, what the first one set is seen.
        for (var n = 0; n < (_calls > 1 ? 1 : 2) && !_tooLong; n++) Branch(() => Iterate(loop, Element(items), ofMessages), () => { });
        Branch(() => Statements(loop.Else), () => { });
        _work = work;
    }

    private void Iterate(JinjaFor loop, TemplateValue item, bool ofMessages)
    {
        if (!Step(loop.Offset)) return;
        Scoped(() =>
        {
            Write(_scope.Values, "loop", TemplateValue.Of(new TemplateGlobal("loop", ofMessages ? Taint.Message : Taint.None)));
            Assign(loop.Target, item);
            var trigger = loop.Filter is null ? null : Eval(loop.Filter).Trigger;
            if (loop.Filter is null) Under(item.Trigger, loop.Body);
            else Branch(() => Under(trigger ?? item.Trigger, loop.Body), () => { });
        });
    }

    private void Set(JinjaSet set)
    {
        var value = set.Value is not null ? Eval(set.Value) : Capture(set.Body!);
        if (Active() is { } trigger) value = value.With(trigger);
        if (set.Target is JinjaItems && value.Taint == Taint.None && value.Open) value = TemplateValue.Unknown;
        Assign(set.Target, value);
    }

    private void Assign(JinjaExpression target, TemplateValue value)
    {
        switch (target)
        {
            case JinjaName name:
                Write(_scope.Values, name.Name, value);
                break;
            case JinjaItems { Items: var targets }:
                for (var i = 0; i < targets.Count; i++)
                {
                    var part = value is { IsConstant: true, Single: TemplateItems { Items: var items } } && items.Count == targets.Count ? items[i] : Element(value);
                    Assign(targets[i], part);
                }
                break;
            case JinjaAttribute attribute:
                CheckName(attribute.Name, attribute.Offset, TemplateValue.Unknown);
                Store(Eval(attribute.Target), attribute.Name, value);
                break;
            case JinjaSubscript { Index: JinjaLiteral { Value: string key } } subscript:
                Store(Eval(subscript.Target), key, value);
                break;
            default:
                break;
        }
    }

    private void Store(TemplateValue target, string key, TemplateValue value)
    {
        foreach (var map in target.Options.OfType<TemplateMap>())
        {
            var several = target.Open || target.Options.Count > 1;
            Write(map.Values, key, several && map.Values.TryGetValue(key, out var before) ? TemplateValue.Join(before, value) : value);
        }
    }

    private TemplateValue Capture(IReadOnlyList<JinjaStatement> body)
    {
        var outer = _capture;
        _capture = TemplateValue.Of("");
        _scope = new(_scope);
        Statements(body);
        _scope = _scope.Outer!;
        var captured = _capture;
        _capture = outer;
        return captured;
    }

    private TemplateValue Invoke(JinjaMacro macro, TemplateVariables scope, List<TemplateValue> values, Dictionary<string, TemplateValue> named)
    {
        _called.Add(macro);
        // A macro that calls itself is followed into itself once: what it does further down, it did before.
        if (_calls >= MaxCalls || _running.Count(m => ReferenceEquals(m, macro)) > 1) return TemplateValue.Unresolved(Taint.Built, values);
        _running.Push(macro);
        _calls++;
        var outer = _scope;
        _scope = new(scope);
        for (var i = 0; i < macro.Parameters.Count; i++)
        {
            var parameter = macro.Parameters[i];
            var value = i < values.Count ? values[i]
                : named.TryGetValue(parameter.Name, out var given) ? given
                : parameter.Default is not null ? Eval(parameter.Default) : TemplateValue.Unknown;
            Write(_scope.Values, parameter.Name, value);
        }
        Write(_scope.Values, "varargs", TemplateValue.Of(new TemplateItems([.. values.Skip(macro.Parameters.Count)])));
        var kwargs = new TemplateMap();
        foreach (var (name, value) in named) kwargs.Values[name] = value;
        Write(_scope.Values, "kwargs", TemplateValue.Of(kwargs));
        var result = Capture(macro.Body);
        _scope = outer;
        _running.Pop();
        _calls--;
        return result;
    }

    // What a tool answers is the output of a program; templates look for errors in it.
    private static bool IsToolRole(JinjaExpression condition) => condition switch
    {
        JinjaBinary { Operator: "and" } both => IsToolRole(both.Left) || IsToolRole(both.Right),
        JinjaComparison { Operator: "==", Left: JinjaAttribute { Name: "role" } or JinjaSubscript { Index: JinjaLiteral { Value: "role" } } or JinjaName { Name: "role" }, Right: JinjaLiteral { Value: string role } } =>
            role is "tool" or "ipython" or "observation" or "function" or "tool_response" or "tool_result" or "tool_results",
        _ => false,
    };

    private static HashSet<string> Names(JinjaExpression expression)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        void Visit(JinjaExpression? node)
        {
            switch (node)
            {
                case JinjaName name: names.Add(name.Name); break;
                case JinjaUnary { Operator: not "not" } unary: Visit(unary.Operand); break;
                case JinjaBinary binary when names.Count < 64: Visit(binary.Left); Visit(binary.Right); break;
                case JinjaTest { Negated: false } test: Visit(test.Target); break;
                case JinjaComparison comparison: Visit(comparison.Left); Visit(comparison.Right); break;
                default: break;
            }
        }
        Visit(expression);
        return names;
    }
}
