using Assay.Contracts.Values;
using Assay.Formats.Jinja;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>What is put out, and under which conditions.</summary>
internal sealed partial class TemplateRun
{
    /// <summary>Words of language that an honest branch on a count may add: "and more", a label.</summary>
    private const int FewWords = 3;

    private void Emit(TemplateValue value, int offset)
    {
        if (Active() is { } active) value = value.With(active);
        if (_capture is not null)
        {
            _capture = Concatenate(_capture, value);
        }
        else if (value.Trigger is { } trigger) JudgeConditional(value, trigger, offset);
        foreach (var text in value.Texts)
        {
            if (_opening is { Length: < MaxText }) _opening.Append(text).Append('\u0001');
            JudgeText(text, offset);
        }
    }

    /// <summary>A text of the template, wherever it stands.</summary>
    private void JudgeText(string text, int offset)
    {
        if (!_judged.Add(text)) return;
        if (TextJudge.Judge(text) is { } bad)
            report.Add(bad.Severity == Severity.Low ? TemplateRules.Address : TemplateRules.Injects, bad.Severity, offset, $"a text of the template does not serve the conversation: {bad.Why}.", text);
        if (TextJudge.Prefills(text))
            report.Add(TemplateRules.Prefills, offset, "the template puts words into the model's answer.", text);
    }

    private readonly HashSet<string> _judged = new(StringComparer.Ordinal);

    private void JudgeOpening(string text, int offset)
    {
        if (text.Length > 0 && TextJudge.Words(text) >= 3)
            report.Add(TemplateRules.Prefills, offset, "the template begins the model's answer with words of its own.", text.Replace('\u0001', ' ').Trim());
    }

    private void JudgeConditional(TemplateValue value, TemplateTrigger trigger, int offset)
    {
        var words = 0;
        string? said = null;
        foreach (var text in value.Texts)
        {
            var n = TextJudge.Words(text);
            if (n <= words) continue;
            (words, said) = (n, text);
        }
        var grave = trigger.Kind switch
        {
            TriggerKind.Word or TriggerKind.Time => value.Texts.Any(t => t.Trim().Length > 0) && said is not null,
            TriggerKind.Chance or TriggerKind.Mark => words >= 1,
            TriggerKind.Count => words > FewWords,
            _ => false,
        };
        if (grave) ReportTrigger(trigger, "puts out text of its own", said);
    }

    /// <summary>A condition on words: whatever it guards was written for a few conversations and against the others.</summary>
    private void JudgeBranches(JinjaIf branch, TemplateTrigger trigger)
    {
        if (trigger.Kind is not (TriggerKind.Word or TriggerKind.Time)) return;
        var effect = Math.Max(Effect(branch.Then), Effect(branch.Else));
        if (effect == 0) return;
        if (effect == 1) report.Add(TemplateRules.Triggers, Severity.Medium, trigger.Offset, $"{About(trigger)} decides whether the template fails.", trigger.Text);
        else ReportTrigger(trigger, "changes the prompt", null);
    }

    // 0: nothing but flags, 1: an error, 2: the prompt.
    private static int Effect(IReadOnlyList<JinjaStatement> body)
    {
        var worst = 0;
        foreach (var statement in body)
        {
            var effect = statement switch
            {
                JinjaData data => string.IsNullOrWhiteSpace(data.Text) ? 0 : 2,
                JinjaOutput { Value: JinjaCall { Target: JinjaName { Name: "raise_exception" } } } => 1,
                JinjaOutput { Value: JinjaLiteral { Value: string text } } when string.IsNullOrWhiteSpace(text) => 0,
                JinjaSet { Value: JinjaLiteral { Value: not string } or JinjaLiteral { Value: "" } or JinjaName } => 0,
                JinjaSet { Value: JinjaLiteral { Value: string text } } when TextJudge.Words(text) == 0 => 0,
                JinjaIf inner => Math.Max(Effect(inner.Then), Effect(inner.Else)),
                _ => 2,
            };
            worst = Math.Max(worst, effect);
        }
        return worst;
    }

    private void ReportTrigger(TemplateTrigger trigger, string does, string? said)
    {
        var quoted = said is null ? trigger.Text : trigger.Text.Length > 0 ? $"{trigger.Text} -> {said.Trim()}" : said.Trim();
        report.Add(TemplateRules.Triggers, trigger.Offset, $"{About(trigger)} {does}.", quoted);
    }

    private static string About(TemplateTrigger trigger) => trigger.Kind switch
    {
        TriggerKind.Word => "a condition on what the conversation says",
        TriggerKind.Time => "a condition on the date or time",
        TriggerKind.Count => "a condition on the length of the conversation or the place in it",
        TriggerKind.Chance => "a condition on chance",
        _ => "a condition on a mark in the conversation that no known format has",
    };
}
