using Assay.Formats.Jinja;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>A list or tuple.</summary>
internal sealed record TemplateItems(IReadOnlyList<TemplateValue> Items);

/// <summary>A dictionary or namespace; the latter can be written to.</summary>
internal sealed class TemplateMap
{
    public Dictionary<string, TemplateValue> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>True where there are keys that are not known.</summary>
    public bool IsOpen { get; set; }
}

/// <summary>A range of that many numbers.</summary>
internal sealed record TemplateRange(long Count);

/// <summary>Something that every template can name: <c>range</c>, <c>cycler</c>, <c>loop</c>.</summary>
internal sealed record TemplateGlobal(string Name, Taint Items = Taint.None);

/// <summary>A macro, and the scope that it was defined in.</summary>
internal sealed record TemplateMacro(JinjaMacro Macro, TemplateVariables Scope);

/// <summary>Variables of a block, inside those of the blocks around it.</summary>
internal sealed class TemplateVariables(TemplateVariables? outer)
{
    public Dictionary<string, TemplateValue> Values { get; } = new(StringComparer.Ordinal);

    public TemplateValue? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.Values.TryGetValue(name, out var value)) return value;
        }
        return null;
    }

    public TemplateVariables? Outer => outer;
}
