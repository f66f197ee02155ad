using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Assay.Tests.EndToEnd.Running;

/// <summary>A program that runs; disposing kills whatever is left of it.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public RunningProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public string Output { get { lock (_lock) return _output.ToString(); } }

    public string Error { get { lock (_lock) return _error.ToString(); } }

    /// <summary>Waits for the end; a program that outlives the deadline fails the test with what it has said so far.</summary>
    public async Task<ProgramResult> EndAsync(TimeSpan? within = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(within ?? AssayProgram.Deadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"it still runs; it said:\n{Output}\n{Error}");
        }
        return new(_process.ExitCode, Output, Error);
    }

    /// <summary>Sends a signal by its name, such as INT.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{name} {_process.Id}")]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        kill.ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }

    private void Add(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (_lock) text.Append(line).Append('\n');
    }
}
