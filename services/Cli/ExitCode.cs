namespace Assay.Cli;

/// <summary>Exit statuses of the command; part of the stable interface.</summary>
public static class ExitCode
{
    /// <summary>Nothing at or above the threshold.</summary>
    public const int Ok = 0;

    /// <summary>Findings at or above the threshold.</summary>
    public const int Findings = 1;

    /// <summary>Usage error, unreadable target, or an incomplete scan.</summary>
    public const int Incomplete = 2;

    public const int Interrupted = 130;
}
