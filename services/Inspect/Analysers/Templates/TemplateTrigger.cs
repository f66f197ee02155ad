namespace Assay.Inspect.Analysers.Templates;

/// <summary>A condition on what an honest template does not look at.</summary>
/// <param name="Kind">What it depends on.</param>
/// <param name="Text">What it is compared with. Untrusted.</param>
/// <param name="Offset">Of the comparison, in characters.</param>
/// <param name="Inverted">True where the branch for "no" is the one that is taken when it is met.</param>
internal sealed record TemplateTrigger(TriggerKind Kind, string Text, int Offset, bool Inverted = false)
{
    public static TemplateTrigger? Worse(TemplateTrigger? a, TemplateTrigger? b) => a is null ? b : b is null || a.Kind >= b.Kind ? a : b;
}
