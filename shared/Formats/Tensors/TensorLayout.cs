namespace Assay.Formats.Tensors;

/// <summary>How a tensor's elements stand in the file.</summary>
public enum TensorLayout
{
    /// <summary>One behind the other, the last dimension fastest.</summary>
    RowMajor = 0,

    /// <summary>In another order or with gaps, and small enough to be brought into order: the digest is that of the ordered elements.</summary>
    Reordered = 1,

    /// <summary>In another order or with gaps, and too large for that: the digest is that of the bytes as they stand, and matches only the like.</summary>
    AsStored = 2,
}
