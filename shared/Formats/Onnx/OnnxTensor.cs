using Assay.Contracts.Reports;

namespace Assay.Formats.Onnx;

/// <summary>A constant tensor: what is said about it, and where its numbers are.</summary>
public sealed record OnnxTensor
{
    /// <summary>Untrusted.</summary>
    public required string Name { get; init; }

    public required long Offset { get; init; }

    public IReadOnlyList<long> Dims { get; init; } = [];

    /// <summary>Number of the element type, see <see cref="OnnxElement"/>.</summary>
    public int ElementType { get; init; }

    /// <summary>The numbers as bytes; null where the field is missing.</summary>
    public ByteRange? Raw { get; init; }

    /// <summary>The numbers in the fields of their type, in the order of the file.</summary>
    public IReadOnlyList<ByteRange> Typed { get; init; } = [];

    /// <summary>Texts of a tensor of texts.</summary>
    public IReadOnlyList<ByteRange> Texts { get; init; } = [];

    /// <summary>Keys and values that describe a file with the numbers. Untrusted.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> External { get; init; } = [];

    /// <summary>1: the numbers are in another file.</summary>
    public long DataLocation { get; init; }

    /// <summary>True where loaders look for the numbers in another file.</summary>
    public bool IsExternal => DataLocation == 1 || External.Count > 0;

    /// <summary>How many elements the dimensions make; null where a dimension is negative or the product does not fit.</summary>
    public long? Count
    {
        get
        {
            long count = 1;
            foreach (var d in Dims)
            {
                if (d < 0) return null;
                var next = (UInt128)(ulong)count * (ulong)d;
                if (next > long.MaxValue) return null;
                count = (long)next;
            }
            return count;
        }
    }
}
