namespace Assay.Inspect.Analysers.Keras;

/// <summary>The shape of <c>keras.json</c>; lists of names are one text with blanks between them.</summary>
internal sealed record KerasNamesFile(
    string Roots,
    string Packages,
    string Libraries,
    string Utilities,
    string HarmfulAreas,
    IReadOnlyDictionary<string, string> Harmful,
    string TensorflowHarmful,
    string RawHarmful,
    string TensorflowAreas,
    string Layers,
    string Others,
    string Functions,
    string Standard,
    string PathKeys);
