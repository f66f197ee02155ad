namespace Assay.Inspect.Analysers.Keras;

/// <summary>What a name in a configuration stands for.</summary>
/// <param name="Kind">How bad it may be.</param>
/// <param name="Path">The whole name.</param>
/// <param name="Does">What it does, in words that follow the name; empty where nothing is known.</param>
internal sealed record NameReach(NameReachKind Kind, string Path, string Does = "");
