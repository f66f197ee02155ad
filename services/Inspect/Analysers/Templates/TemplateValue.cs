namespace Assay.Inspect.Analysers.Templates;

/// <summary>What is known of a value without rendering: the constants it may be, whether it may be something else, and where it comes from.</summary>
internal sealed class TemplateValue
{
    private const int MaxOptions = 24;
    private const int MaxFragments = 160;

    /// <summary>Nothing is known.</summary>
    public static TemplateValue Unknown { get; } = new() { Open = true };

    /// <summary>Constants: text, long, double, bool, null for none, <see cref="TemplateItems"/>, <see cref="TemplateMap"/> and the like.</summary>
    public IReadOnlyList<object?> Options { get; init; } = [];

    /// <summary>True where it may be something else, too.</summary>
    public bool Open { get; init; }

    public Taint Taint { get; init; }

    public TemplateTrigger? Trigger { get; init; }

    /// <summary>Literal texts that are part of it where it is not constant.</summary>
    public IReadOnlyList<string> Fragments { get; init; } = [];

    public bool IsConstant => !Open && Options.Count == 1;

    public object? Single => Options[0];

    public IEnumerable<string> Texts => Options.OfType<string>().Concat(Fragments);

    public static TemplateValue Of(object? constant) => new() { Options = [constant] };

    public static TemplateValue From(Taint taint) => new() { Open = true, Taint = taint };

    public static TemplateValue Unresolved(Taint taint, params IEnumerable<TemplateValue> sources)
    {
        var fragments = new List<string>();
        TemplateTrigger? trigger = null;
        foreach (var source in sources)
        {
            taint |= source.Taint;
            trigger = TemplateTrigger.Worse(trigger, source.Trigger);
            foreach (var text in source.Texts)
            {
                if (fragments.Count < MaxFragments) fragments.Add(text);
            }
        }
        return new() { Open = true, Taint = taint, Trigger = trigger, Fragments = fragments };
    }

    public static TemplateValue Join(TemplateValue a, TemplateValue b)
    {
        if (ReferenceEquals(a, b)) return a;
        var options = new List<object?>(a.Options);
        foreach (var option in b.Options)
        {
            if (!options.Contains(option)) options.Add(option);
        }
        var cut = options.Count > MaxOptions;
        return new()
        {
            Options = cut ? options.GetRange(0, MaxOptions) : options,
            Open = a.Open || b.Open || cut,
            Taint = a.Taint | b.Taint,
            Trigger = TemplateTrigger.Worse(a.Trigger, b.Trigger),
            Fragments = [.. a.Fragments.Concat(b.Fragments).Take(MaxFragments)],
        };
    }

    public TemplateValue With(TemplateTrigger? trigger) =>
        trigger is null ? this : new() { Options = Options, Open = Open, Taint = Taint, Trigger = TemplateTrigger.Worse(Trigger, trigger), Fragments = Fragments };

    public TemplateValue With(Taint taint) => new() { Options = Options, Open = Open, Taint = Taint | taint, Trigger = Trigger, Fragments = Fragments };

    /// <summary>The results for all combinations of constants; what <paramref name="fold"/> gives null for is not known.</summary>
    public static TemplateValue Fold(IReadOnlyList<TemplateValue> sources, Func<object?[], TemplateValue?> fold, Taint unresolved = Taint.None)
    {
        var unknown = Unresolved(unresolved, sources);
        TemplateValue? result = sources.Any(s => s.Open || s.Options.Count == 0) ? unknown : null;
        var combinations = 1L;
        foreach (var source in sources) combinations *= source.Options.Count;
        if (combinations is 0 or > 256) return unknown;
        for (var n = 0L; n < combinations; n++)
        {
            var rest = n;
            var constants = new object?[sources.Count];
            for (var i = 0; i < constants.Length; i++)
            {
                constants[i] = sources[i].Options[(int)(rest % sources[i].Options.Count)];
                rest /= sources[i].Options.Count;
            }
            var value = fold(constants) ?? unknown;
            result = result is null ? value : Join(result, value);
        }
        return new() { Options = result!.Options, Open = result.Open, Taint = unknown.Taint | result.Taint, Trigger = TemplateTrigger.Worse(unknown.Trigger, result.Trigger), Fragments = result.Fragments };
    }
}
