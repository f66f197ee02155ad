namespace Assay.Formats.RData;

/// <summary>A call that stands in an R object.</summary>
/// <param name="Name">The function, without its package.</param>
/// <param name="Texts">Texts and names among the arguments, the first few.</param>
/// <param name="Offset">Where it stands.</param>
/// <param name="InPromise">True where touching a value is enough to evaluate it.</param>
public sealed record RCall(string Name, IReadOnlyList<string> Texts, long Offset, bool InPromise);
