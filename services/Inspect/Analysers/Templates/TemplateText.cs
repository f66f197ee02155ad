namespace Assay.Inspect.Analysers.Templates;

/// <summary>A template that was found in a file.</summary>
/// <param name="Place">The key or kind of place, untrusted.</param>
/// <param name="Text">Untrusted.</param>
/// <param name="Offset">Where it stands in the file.</param>
/// <param name="IsTemplate">True where a loader renders it; false where it is text that has the marks of one.</param>
internal sealed record TemplateText(string Place, string Text, long Offset, bool IsTemplate);
