namespace Assay.Domain.Lineage;

/// <summary>How the base that a model names and the base that its tensors show agree.</summary>
public enum BaseFinding
{
    /// <summary>Nothing can be said: no base is known and nothing is shared, or what was found cannot be compared.</summary>
    Nothing = 0,

    /// <summary>The named base is known, and tensors are the same.</summary>
    Confirmed = 1,

    /// <summary>
    /// The named base is known, has tensors of the same types and shapes, and none of them is the same, while most of this model is in another known model.
    /// </summary>
    Contradicted = 2,

    /// <summary>Nothing is named that would explain it, and tensors of another model are there.</summary>
    Unnamed = 3,
}
