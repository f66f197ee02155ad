namespace Assay.Sandbox;

/// <summary>Tells how a child ended from its exit code and from why we killed it.</summary>
public static class ExitClassification
{
    /// <summary>Shells, bubblewrap and .NET report a signal as this much more than its number.</summary>
    private const int SignalBase = 128;

    private const int SigKill = 9;
    private const int SigXcpu = 24;

    /// <summary>A kill that nobody here asked for is the kernel's: it was out of memory, or the processor time ended for good.</summary>
    public static (SandboxExitKind Kind, int Code) Of(int exitCode, SandboxExitKind? killedFor) => killedFor switch
    {
        { } reason => (reason, exitCode),
        null when exitCode == SignalBase + SigXcpu => (SandboxExitKind.TimedOut, SigXcpu),
        null when exitCode == SignalBase + SigKill => (SandboxExitKind.OutOfMemory, SigKill),
        null when exitCode is > SignalBase and < SignalBase + 65 => (SandboxExitKind.Crashed, exitCode - SignalBase),
        _ => (SandboxExitKind.Exited, exitCode),
    };
}
