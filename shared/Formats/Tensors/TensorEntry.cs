using Assay.Contracts.Reports;

namespace Assay.Formats.Tensors;

/// <summary>A tensor as a file describes it. Its bytes are read when they are asked for.</summary>
/// <param name="Name">Untrusted; cut after <see cref="TensorLimits.Name"/> characters.</param>
/// <param name="ElementType">In the words of safetensors (<c>F32</c>, <c>BF16</c>), or the file's own for what these do not have (<c>Q4_K</c>).</param>
/// <param name="Shape">Outermost dimension first.</param>
/// <param name="Length">Bytes of the canonical form: elements in row-major order, little-endian, without gaps.</param>
public sealed record TensorEntry(string Name, string ElementType, IReadOnlyList<long> Shape, long Length)
{
    public TensorLayout Layout { get; init; }

    /// <summary>Where its bytes stand, in the file, its <see cref="Member"/> or its <see cref="File"/>.</summary>
    public IReadOnlyList<ByteRange> Ranges { get; init; } = [];

    /// <summary>Member of the archive that holds the bytes; null for none. Untrusted.</summary>
    public string? Member { get; init; }

    /// <summary>Another file of the model that holds the bytes, as this file names it; null for none. Untrusted, never a path on this machine.</summary>
    public string? File { get; init; }

    /// <summary>Why the bytes cannot be had; null where they can.</summary>
    public string? Fault { get; init; }

    /// <summary>Opens the bytes in their canonical form.</summary>
    internal Func<Stream>? Open { get; init; }

    /// <summary>Equal for tensors of one file that have the same bytes by construction; null where that is not known.</summary>
    internal object? Identity { get; init; }
}
