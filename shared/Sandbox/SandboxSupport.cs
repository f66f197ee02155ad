using System.Diagnostics;

namespace Assay.Sandbox;

/// <summary>Finds out, once, whether bubblewrap works here: being installed says little, many systems and containers forbid user namespaces.</summary>
public sealed class SandboxSupport(SandboxOptions options)
{
    private static readonly TimeSpan TrialTime = TimeSpan.FromSeconds(10);

    private static readonly string[] Places = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"];

    private readonly Lock _gate = new();
    private Task<SandboxState>? _state;

    /// <summary>Tries the sandbox with a harmless command; the answer is kept for the life of this object.</summary>
    public Task<SandboxState> DetectAsync(CancellationToken cancellationToken)
    {
        // The trial has its own deadline: one caller's cancellation must not decide for the others.
        lock (_gate) _state ??= TryAsync();
        return _state.WaitAsync(cancellationToken);
    }

    private async Task<SandboxState> TryAsync()
    {
        if (!OperatingSystem.IsLinux()) return SandboxState.Unavailable("The sandbox needs Linux: run the probes in the container image.");
        var bubblewrap = string.IsNullOrWhiteSpace(options.BubblewrapPath) ? Places.FirstOrDefault(File.Exists) : options.BubblewrapPath;
        if (bubblewrap is null || !File.Exists(bubblewrap))
        {
            return SandboxState.Unavailable($"bubblewrap was not found at {bubblewrap ?? string.Join(", ", Places)}: install the package bubblewrap.");
        }
        var problem = "";
        foreach (var variant in Variants(bubblewrap))
        {
            (var works, problem) = await RunAsync(variant);
            if (works) return variant;
        }
        return SandboxState.Unavailable($"bubblewrap at {bubblewrap} does not work here: {problem} Allow unprivileged user namespaces for this service "
            + "(in a container: a seccomp profile that permits unshare and mount).");
    }

    private IEnumerable<SandboxState> Variants(string bubblewrap)
    {
        if (options.Proc != ProcMode.Bind)
        {
            yield return new(true, "bubblewrap", bubblewrap, MountProc: true, NestedUsersOff: true);
            yield return new(true, "bubblewrap", bubblewrap, MountProc: true, NestedUsersOff: false);
        }
        if (options.Proc == ProcMode.Mount) yield break;
        yield return new(true, "bubblewrap, with the outer /proc", bubblewrap, MountProc: false, NestedUsersOff: true);
        yield return new(true, "bubblewrap, with the outer /proc", bubblewrap, MountProc: false, NestedUsersOff: false);
    }

    private async Task<(bool Works, string Problem)> RunAsync(SandboxState variant)
    {
        var start = new ProcessStartInfo(variant.Bubblewrap!) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment.Clear();
        foreach (var argument in BubblewrapArguments.Build(variant, options, new SandboxCommand("/usr/bin/env", ["true"]))) start.ArgumentList.Add(argument);
        using var process = new Process { StartInfo = start };
        using var deadline = new CancellationTokenSource(TrialTime);
        try
        {
            process.Start();
            process.StandardInput.Close();
            var errors = await process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode == 0, errors.ReplaceLineEndings(" ").Trim() + ".");
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return (false, exception.Message + ".");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (false, "it did not answer in time.");
        }
    }
}
