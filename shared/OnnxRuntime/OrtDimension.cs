namespace Assay.OnnxRuntime;

/// <summary>One dimension of a declared shape.</summary>
/// <param name="Size">Its size; null where it is only known when the model runs.</param>
/// <param name="Symbol">Its name in the model, e.g. <c>batch</c>; null where it has none. Untrusted.</param>
public readonly record struct OrtDimension(long? Size, string? Symbol)
{
    public override string ToString() => Size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}
