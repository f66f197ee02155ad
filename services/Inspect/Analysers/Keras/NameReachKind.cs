namespace Assay.Inspect.Analysers.Keras;

/// <summary>What a name in a configuration can do for an attacker.</summary>
internal enum NameReachKind
{
    /// <summary>A part of Keras, or of a well-known library, that computes.</summary>
    Known,

    /// <summary>Code that is not in the file and that nobody vouches for.</summary>
    Custom,

    /// <summary>A part of Python itself, which no layer is.</summary>
    Standard,

    /// <summary>A part of Keras or TensorFlow that reaches beyond the model.</summary>
    Harmful,

    /// <summary>Runs commands or code.</summary>
    Dangerous,
}
