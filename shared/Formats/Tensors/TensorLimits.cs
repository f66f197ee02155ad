namespace Assay.Formats.Tensors;

/// <summary>How far a file's tensors are followed. Beyond each bound the listing says so.</summary>
public static class TensorLimits
{
    /// <summary>Tensors of one file: a mixture of experts with one tensor an expert has some ten thousand in its largest shard.</summary>
    public const int Tensors = 100_000;

    /// <summary>Characters kept of a name.</summary>
    public const int Name = 512;

    /// <summary>Dimensions; the programs that made the formats allow 64 at most.</summary>
    public const int Rank = 64;

    /// <summary>Bytes brought into order in memory; larger tensors that do not stand in row-major order are hashed as they stand.</summary>
    public const int Reordered = 32 << 20;

    /// <summary>Largest pickle that is followed for its tensors.</summary>
    public const long Pickle = 64L << 20;

    /// <summary>Bytes hashed for each byte of the file: tied weights are views of the same storage, and a hostile header makes all tensors of one.</summary>
    public const int Overlap = 4;

    /// <summary>So much may be hashed for any file.</summary>
    public const long OverlapFloor = 64L << 20;
}
