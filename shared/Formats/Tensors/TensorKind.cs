namespace Assay.Formats.Tensors;

/// <summary>What a tensor's content is good for as evidence: only <see cref="Weights"/> say that two models are related.</summary>
public enum TensorKind
{
    /// <summary>Numbers that two models share only where one got them from the other.</summary>
    Weights = 0,

    /// <summary>Below <see cref="TensorPattern.MinBytes"/>: too little to be no coincidence.</summary>
    Tiny = 1,

    /// <summary>One value all over: zeros of a fresh bias, ones of a fresh norm.</summary>
    Constant = 2,

    /// <summary>Evenly spaced numbers: positions, indices.</summary>
    Counting = 3,

    /// <summary>One value below the diagonal and another above it: the mask of causal attention.</summary>
    Mask = 4,

    /// <summary>A type in which nobody keeps weights: 64-bit integers, truth values, texts.</summary>
    Index = 5,

    /// <summary>Computed when the model was made, the same in every model of its kind; known by the name.</summary>
    Table = 6,
}
