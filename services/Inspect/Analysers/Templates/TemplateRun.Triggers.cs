namespace Assay.Inspect.Analysers.Templates;

/// <summary>Which comparisons make a condition that honest templates do not have.</summary>
internal sealed partial class TemplateRun
{
    private TemplateTrigger? TriggerOf(string op, TemplateValue left, TemplateValue right, int offset)
    {
        var inverted = op is "not in" or "!=";
        return TemplateTrigger.Worse(TriggerOf(left, right, offset, inverted), TriggerOf(right, left, offset, inverted));
    }

    private TemplateTrigger? TriggerOf(TemplateValue subject, TemplateValue constant, int offset, bool inverted)
    {
        if ((subject.Taint & Taint.Chance) != 0) return new(TriggerKind.Chance, "", offset, inverted);
        if ((subject.Taint & Taint.Time) != 0) return Constants(constant).FirstOrDefault(c => c is long or double || c is string { Length: > 0 }) is { } time
            ? new(TriggerKind.Time, TemplateConstants.Str(time) ?? "", offset, inverted) : null;
        if ((subject.Taint & Taint.Count) != 0)
        {
            var threshold = (subject.Taint & Taint.Remainder) != 0 ? 0 : 2;
            foreach (var number in Constants(constant).OfType<long>())
            {
                // Roles alternate in twos; a remainder above one picks some conversations out of many.
                if (number >= 2 && (subject.Taint & Taint.Remainder) != 0 && _toolDepth == 0) return new(TriggerKind.Chance, TemplateConstants.Str(number)!, offset, inverted);
                if (number >= threshold) return new(_toolDepth > 0 ? TriggerKind.Control : TriggerKind.Count, TemplateConstants.Str(number)!, offset, inverted);
            }
            return null;
        }
        if ((subject.Taint & Taint.Content) == 0) return null;
        TemplateTrigger? worst = null;
        foreach (var text in Constants(constant))
        {
            var literal = text as string ?? (text is long or double ? TemplateConstants.Str(text) : null);
            if (literal is null || ((subject.Taint & Taint.Part) != 0 && TextJudge.IsPartName(literal))) continue;
            if (text is long and (0 or 1)) continue;
            if (TextJudge.Classify(literal) is { } kind) worst = TemplateTrigger.Worse(worst, new(_toolDepth > 0 ? TriggerKind.Control : kind, literal, offset, inverted));
        }
        return worst;
    }

    private static IEnumerable<object?> Constants(TemplateValue value)
    {
        foreach (var option in value.Options)
        {
            if (option is TemplateItems items)
            {
                foreach (var item in items.Items.SelectMany(i => i.Options)) yield return item;
            }
            else if (option is TemplateMap map)
            {
                foreach (var key in map.Values.Keys) yield return key;
            }
            else yield return option;
        }
    }
}
