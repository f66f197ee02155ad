namespace Assay.Sandbox;

/// <summary>How a child ended, with what is worth knowing about it.</summary>
/// <param name="Kind">How.</param>
/// <param name="Code">Exit code where it ended by itself, the signal's number where it crashed.</param>
/// <param name="StandardError">The end of what it wrote to standard error. Untrusted.</param>
/// <param name="PeakMemory">Most resident memory of the process tree that was seen, in bytes; sampled.</param>
/// <param name="Elapsed">Time on the clock.</param>
public sealed record SandboxExit(SandboxExitKind Kind, int Code, string StandardError, long PeakMemory, TimeSpan Elapsed);
