namespace Assay.GpuProbe.Protocol;

/// <summary>The other side wrote what the protocol does not allow.</summary>
public sealed class ProbeProtocolException(string message) : Exception(message)
{
    /// <summary>True: the stream ended inside a frame, which is what a death looks like and no offence.</summary>
    public bool IsCutOff { get; init; }
}
