namespace Assay.Formats.Expansion;

/// <summary>Compressed data uses something that is not read here (a dictionary, a filter, a window beyond all reason); it may be sound.</summary>
public sealed class UnsupportedCompressionException : Exception
{
    public UnsupportedCompressionException()
    {
    }

    public UnsupportedCompressionException(string message)
        : base(message)
    {
    }

    public UnsupportedCompressionException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
