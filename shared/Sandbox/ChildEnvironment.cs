namespace Assay.Sandbox;

/// <summary>The environment of a child: nothing of ours.</summary>
internal static class ChildEnvironment
{
    public static IReadOnlyDictionary<string, string> For(SandboxCommand command, string temporary)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = temporary,
            ["TMPDIR"] = temporary,
            // The Vulkan loader and its drivers want a folder that they may write.
            ["XDG_RUNTIME_DIR"] = temporary,
            ["PATH"] = "/usr/bin:/bin",
            ["LANG"] = "C.UTF-8",
        };
        foreach (var (name, value) in command.Environment) environment[name] = value;
        return environment;
    }
}
