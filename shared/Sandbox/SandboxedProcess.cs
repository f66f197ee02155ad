using System.Diagnostics;

namespace Assay.Sandbox;

/// <summary>
/// A running child with its pipes. It is watched for time and memory, and killed with all its descendants when it goes beyond, when it is disposed, and
/// when this process ends. Methods may be called from any thread.
/// </summary>
public sealed class SandboxedProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TextTail _errors = new();
    private readonly Lock _gate = new();
    private SandboxExitKind? _killedFor;

    internal SandboxedProcess(ProcessStartInfo start, SandboxLimits limits)
    {
        _process = new Process { StartInfo = start };
        var exited = ChildThread.Start(_process);
        Completion = WatchAsync(limits, exited);
    }

    public Stream StandardInput => _process.StandardInput.BaseStream;

    public Stream StandardOutput => _process.StandardOutput.BaseStream;

    /// <summary>Ends when the child has ended, in whatever way; never faults.</summary>
    public Task<SandboxExit> Completion { get; }

    /// <summary>Kills the child and its descendants. The first reason counts.</summary>
    public void Kill(SandboxExitKind reason = SandboxExitKind.Killed)
    {
        lock (_gate)
        {
            if (Completion is { IsCompleted: true } || _process.HasExited) return;
            _killedFor ??= reason;
            try
            {
                _process.Kill(entireProcessTree: true);
            }
            catch (InvalidOperationException)
            {
                // Ended by itself in the meantime.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Completion;
        _process.Dispose();
    }

    private async Task<SandboxExit> WatchAsync(SandboxLimits limits, Task exited)
    {
        var clock = Stopwatch.StartNew();
        var errors = _errors.ReadAsync(_process.StandardError.BaseStream);
        var peak = 0L;
        while (!exited.IsCompleted)
        {
            var resident = ProcessTree.ResidentBytes(_process.Id);
            peak = Math.Max(peak, resident);
            if (resident > limits.MemoryBytes) Kill(SandboxExitKind.OutOfMemory);
            if (clock.Elapsed > limits.WallTime) Kill(SandboxExitKind.TimedOut);
            await Task.WhenAny(exited, Task.Delay(Watch.Interval));
        }
        // A descendant that outlived the child could hold the pipe open; without a sandbox nothing else ends it.
        await Task.WhenAny(errors, Task.Delay(Watch.PipeGrace));
        var (kind, code) = ExitClassification.Of(_process.ExitCode, _killedFor);
        return new(kind, code, _errors.ToString(), peak, clock.Elapsed);
    }
}
