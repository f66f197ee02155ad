namespace Assay.Sandbox;

/// <summary>What to run.</summary>
/// <param name="FileName">Full path of the program.</param>
/// <param name="Arguments">Passed as they are, no shell in between.</param>
public sealed record SandboxCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>What it may read besides the system's programs and libraries.</summary>
    public IReadOnlyList<SandboxMount> Mounts { get; init; } = [];

    /// <summary>Paths under the mounts whose content the child must not see, e.g. the application's settings with their passwords.</summary>
    public IReadOnlyList<string> Masked { get; init; } = [];

    /// <summary>Its whole environment, besides HOME, TMPDIR, PATH and LANG.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public SandboxLimits Limits { get; init; } = new();
}
