namespace Assay.Attestation.Oms.Content;

/// <summary>An open regular file.</summary>
public interface IModelFile : IDisposable
{
    /// <summary>In bytes, when it was opened.</summary>
    long Length { get; }

    /// <summary>True: it was reached through a link that leads out of the model.</summary>
    bool IsOutside { get; }

    /// <summary>Reads at an offset; 0 at the end.</summary>
    /// <exception cref="IOException">The device fails.</exception>
    int Read(Span<byte> buffer, long offset);

    /// <summary>True: neither length nor times have changed since it was opened.</summary>
    bool IsUnchanged();
}
