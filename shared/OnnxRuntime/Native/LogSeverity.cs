namespace Assay.OnnxRuntime.Native;

/// <summary>Severities of the runtime's log, with the C API's numbers.</summary>
internal enum LogSeverity
{
    Fatal = 4,
}
