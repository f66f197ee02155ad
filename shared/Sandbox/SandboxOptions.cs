namespace Assay.Sandbox;

/// <summary>How this machine runs untrusted work; section <c>Sandbox</c> of the configuration.</summary>
public sealed record SandboxOptions
{
    /// <summary>Full path of bubblewrap. Default: searched in /usr/bin, /usr/local/bin and /bin.</summary>
    public string? BubblewrapPath { get; init; }

    /// <summary>True: where bubblewrap does not work, run without it and say so in the results. Default: false, such work is refused.</summary>
    public bool AllowUnsandboxed { get; init; }

    /// <summary>How the child gets the /proc that .NET needs. Default: tries both.</summary>
    public ProcMode Proc { get; init; } = ProcMode.Auto;

    /// <summary>Device nodes for GPU providers; a name may end in <c>*</c>, and what does not exist is left out. Default: none.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>Further files and folders that the child may read, e.g. a driver outside /usr or /sys for device discovery. Default: none.</summary>
    public IReadOnlyList<string> ReadOnlyPaths { get; init; } = [];
}
