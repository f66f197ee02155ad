namespace Assay.Sandbox;

/// <summary>Where the child's /proc comes from.</summary>
public enum ProcMode
{
    /// <summary>A new one where the system allows it, the outer one otherwise.</summary>
    Auto = 0,
    /// <summary>A new one, which shows the child's processes only.</summary>
    Mount = 1,
    /// <summary>The outer one, read-only: containers that mask parts of /proc refuse a new one. Shows the names of outer processes, not what is in them.</summary>
    Bind = 2,
}
