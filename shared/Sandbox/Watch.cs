namespace Assay.Sandbox;

/// <summary>How closely a child is watched.</summary>
internal static class Watch
{
    /// <summary>Memory grows by a few hundred megabytes at most in this time; reading a small tree takes well under a millisecond.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the end of standard error may take after the child's own end.</summary>
    public static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(2);
}
