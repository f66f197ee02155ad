using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.Flax;

/// <summary>The rules of the MessagePack analyser.</summary>
internal static class FlaxRules
{
    public static FormatRules Format { get; } = new("FLX", "a MessagePack checkpoint");

    public static Rule Extension { get; } = new(
        "ASY-FLX-010", "An extension type that no checkpoint library writes", Severity.Medium,
        "What an extension becomes is decided by a function that the loader registers for its number.",
        "Find out which library reads it, and what that makes of it.",
        "Extension type 42.", ["CWE-502", "AML.T0011.000"]);

    public static Rule Object { get; } = new(
        "ASY-FLX-011", "A key that is meant for an object deserialiser", Severity.Medium,
        "Checkpoints hold trees of arrays. A key that names a class or a method of one asks the loader to build an object.",
        "Do not load it with a library that builds objects from it.",
        "__reduce__ as a key.", ["CWE-502", "AML.T0011.000"]);

    public static Rule Array { get; } = new(
        "ASY-FLX-012", "An array that is not what it says", Severity.Medium,
        "The element type or shape does not fit the bytes; a type 'object' makes some loaders unpickle them.",
        "Do not load it.",
        "An array of dtype object.", ["CWE-502", "CWE-20", "AML.T0011.000"]);

    public static Rule Trailing { get; } = new(
        "ASY-FLX-013", "Something stands behind the checkpoint", Severity.Medium,
        "Loaders ignore or refuse these bytes; somebody else may read them.",
        "Ask the publisher what they are.",
        "A second value behind the first.", ["CWE-506", "AML.T0011.000"]);

    public static IReadOnlyList<Rule> All { get; } = [.. Format.All, Extension, Object, Array, Trailing];
}
