using System.ComponentModel;
using System.Diagnostics;

namespace Assay.Sandbox;

/// <summary>Runs commands in the sandbox, or refuses. Thread-safe.</summary>
public sealed class SandboxLauncher(SandboxOptions options, SandboxSupport support)
{
    /// <summary>Said with every result that was gained without a sandbox.</summary>
    public const string UnsandboxedWarning = "The model was run without a sandbox: it could read this machine's files and reach its network.";

    /// <summary>Said where the kernel's limits could not be set.</summary>
    public const string UnlimitedWarning = "prlimit was not found: the model was run without limits on processor time, files and single allocations.";

    /// <summary>Starts a child. A wrong set-up is a refusal and not an exception.</summary>
    public async Task<SandboxStart> StartAsync(SandboxCommand command, CancellationToken cancellationToken)
    {
        var state = await support.DetectAsync(cancellationToken);
        if (!state.Available && !options.AllowUnsandboxed)
        {
            return new(null, $"{state.Detail} To run models without a sandbox, on a machine that may be lost, set Sandbox:AllowUnsandboxed.", []);
        }
        var warnings = new List<string>();
        if (!state.Available) warnings.Add(UnsandboxedWarning);
        var line = state.Available
            ? [state.Bubblewrap!, .. BubblewrapArguments.Build(state, options, command)]
            : (List<string>)[command.FileName, .. command.Arguments];
        if (ResourceLimits.Find() is { } prlimit) line = [prlimit, .. ResourceLimits.Arguments(command.Limits), .. line];
        else warnings.Add(UnlimitedWarning);
        try
        {
            return new(new SandboxedProcess(StartInfo(line, command, state.Available), command.Limits), null, warnings);
        }
        catch (Win32Exception exception)
        {
            return new(null, $"{line[0]} cannot be started: {exception.Message}.", []);
        }
    }

    private static ProcessStartInfo StartInfo(List<string> line, SandboxCommand command, bool sandboxed)
    {
        var start = new ProcessStartInfo(line[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        foreach (var argument in line.Skip(1)) start.ArgumentList.Add(argument);
        // The child can read the environment of bubblewrap, which is its first process: that one must not be ours either.
        start.Environment.Clear();
        if (sandboxed) return start;
        foreach (var (name, value) in ChildEnvironment.For(command, Path.GetTempPath())) start.Environment[name] = value;
        return start;
    }
}
