namespace Assay.Sandbox;

/// <summary>How a child ended.</summary>
public enum SandboxExitKind
{
    /// <summary>By itself, with a code.</summary>
    Exited = 0,
    /// <summary>By a signal that nobody here sent: a crash.</summary>
    Crashed = 1,
    /// <summary>Killed for its time, on the clock or of the processor.</summary>
    TimedOut = 2,
    /// <summary>Killed for its memory.</summary>
    OutOfMemory = 3,
    /// <summary>Killed because the caller asked for it.</summary>
    Killed = 4,
    /// <summary>Killed because what it wrote was not what the protocol allows.</summary>
    ProtocolError = 5,
}
