namespace Assay.GpuProbe.Protocol;

/// <summary>The other side wrote what the protocol does not allow.</summary>
public sealed class ProbeProtocolException(string message) : Exception(message);
