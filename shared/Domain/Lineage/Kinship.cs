namespace Assay.Domain.Lineage;

/// <summary>What the tensors of two models say of their relation. Which of the two came first they do not say.</summary>
public enum Kinship
{
    /// <summary>They share nothing that is evidence. A conversion to another number format or a fine-tune of all layers looks like this, too.</summary>
    None = 0,

    /// <summary>Some tensors are the same: a fine-tune that left layers as they were, or parts that were taken over.</summary>
    Some = 1,

    /// <summary>All tensors of this model are in the other, which has more.</summary>
    Within = 2,

    /// <summary>All tensors of the other are in this model, which has more.</summary>
    Contains = 3,

    /// <summary>All tensors are the same; the files may differ in container, order and names.</summary>
    Identical = 4,
}
