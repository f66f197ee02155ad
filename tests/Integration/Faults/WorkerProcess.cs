using System.Collections.Concurrent;
using System.Diagnostics;

namespace Assay.Tests.Integration.Faults;

/// <summary>A worker as a real process of its own, so that it can be killed.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>The last lines of its log, for a failing test's message.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public bool HasExited => _process.HasExited;

    public static WorkerProcess Start(string program, string[] arguments, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (key, value) in settings) start.Environment["ASSAY_" + key.Replace(":", "__")] = value;
        // A worker that is meant to die must not write a core file, nor talk to a debugger.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var worker = new WorkerProcess(new Process { StartInfo = start });
        worker._process.ErrorDataReceived += (_, line) => worker.Keep(line.Data);
        worker._process.OutputDataReceived += (_, line) => worker.Keep(line.Data);
        worker._process.Start();
        worker._process.BeginErrorReadLine();
        worker._process.BeginOutputReadLine();
        return worker;
    }

    /// <summary>Stops the process in its tracks, so that a test can look at what it holds; <see cref="Thaw"/> or <see cref="KillAsync"/> ends it.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    /// <summary>SIGKILL: no handler runs.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        Log.Enqueue(line);
        if (Log.Count > 40) Log.TryDequeue(out _);
    }
}
