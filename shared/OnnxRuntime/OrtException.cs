namespace Assay.OnnxRuntime;

/// <summary>
/// The runtime refused. <see cref="Exception.Message"/> is the runtime's own text and may contain names from the model: untrusted, to be quoted before
/// it is shown.
/// </summary>
public sealed class OrtException(OrtErrorCode code, string message) : Exception(message)
{
    public OrtErrorCode Code { get; } = code;
}
