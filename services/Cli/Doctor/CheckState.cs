namespace Assay.Cli.Doctor;

/// <summary>How a thing is.</summary>
internal enum CheckState
{
    Good,
    /// <summary>Not there, and not needed by what is configured.</summary>
    Absent,
    /// <summary>Configured, and does not work.</summary>
    Broken,
}
