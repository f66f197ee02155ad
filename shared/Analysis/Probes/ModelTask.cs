namespace Assay.Analysis.Probes;

/// <summary>What a model is for, as far as a probe has to know it.</summary>
public enum ModelTask
{
    /// <summary>Anything else, or not known.</summary>
    Other = 0,
    /// <summary>One image in, one score for each class out.</summary>
    ImageClassification = 1,
    /// <summary>Token ids in, one score for each class out.</summary>
    TextClassification = 2,
    /// <summary>Token ids in, vectors out.</summary>
    TextEncoding = 3,
    /// <summary>Token ids in, for each position a score for each token that may come next out.</summary>
    CausalLanguageModel = 4,
    /// <summary>An image in, vectors out.</summary>
    ImageEncoding = 5,
}
