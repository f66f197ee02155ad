namespace Assay.Formats.PythonJson;

/// <summary>A document that was read as far as it goes.</summary>
/// <param name="Root">Null where not even a value begins.</param>
/// <param name="Fault">Why reading stopped, in words; null where the document is whole.</param>
/// <param name="FaultOffset">Where, in characters.</param>
public sealed record LooseJsonDocument(LooseJsonValue? Root, string? Fault, int FaultOffset)
{
    public bool IsWhole => Fault is null;
}
