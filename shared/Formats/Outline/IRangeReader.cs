namespace Assay.Formats.Outline;

/// <summary>A file that lies elsewhere and is read in ranges, each of which costs a request.</summary>
public interface IRangeReader
{
    /// <summary>Of the whole file, in bytes.</summary>
    long Length { get; }

    /// <summary>
    /// Fills the buffer from <paramref name="offset"/> on; the range always lies within the file. What goes wrong at the source is the implementation's own
    /// exception, which passes through whoever reads.
    /// </summary>
    ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);
}
