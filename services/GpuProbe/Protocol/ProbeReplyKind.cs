namespace Assay.GpuProbe.Protocol;

/// <summary>The kinds of <see cref="ProbeReply"/>, in the order in which they may come.</summary>
public enum ProbeReplyKind
{
    /// <summary>The runtime works and so does the provider: whatever happens from here on is the model's doing.</summary>
    Ready = 0,
    /// <summary>A probe begins something.</summary>
    Progress = 1,
    /// <summary>A probe has ended.</summary>
    Result = 2,
    /// <summary>The child cannot work: the runtime, the provider or a probe itself is broken. The last reply.</summary>
    Failure = 3,
    /// <summary>Everything asked for has been answered. The last reply.</summary>
    Done = 4,
}
