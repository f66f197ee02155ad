namespace Assay.Inspect.Analysers.Templates;

/// <summary>
/// What was written on the way through a branch, so that the next one begins where this one began, and what comes behind both sees the outcomes of both.
/// </summary>
internal sealed class TemplateJournal
{
    private readonly Dictionary<(Dictionary<string, TemplateValue> Values, string Key), TemplateValue?> _before = [];

    /// <summary>Remembers what stood there, the first time that it is written.</summary>
    public void Write(Dictionary<string, TemplateValue> values, string key) =>
        _before.TryAdd((values, key), values.GetValueOrDefault(key));

    /// <summary>Puts everything back; returns what the branch had made of it.</summary>
    public Dictionary<(Dictionary<string, TemplateValue> Values, string Key), TemplateValue> Undo()
    {
        var after = new Dictionary<(Dictionary<string, TemplateValue> Values, string Key), TemplateValue>();
        foreach (var ((values, key), before) in _before)
        {
            if (values.TryGetValue(key, out var now)) after[(values, key)] = now;
            if (before is null) values.Remove(key);
            else values[key] = before;
        }
        return after;
    }
}
