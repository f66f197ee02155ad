using System.Diagnostics;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Load;

/// <summary>Runs a model against the clock: the runtime is asked to stop when the time is up, and whoever asks learns that this was why.</summary>
internal sealed class RunClock : IDisposable
{
    private readonly OrtRunOptions _options;
    private readonly OrtSession _session;
    private readonly TimeSpan _limit;
    private readonly IReadOnlyList<string> _outputs;

    public RunClock(OrtSession session, TimeSpan limit)
    {
        (_session, _limit) = (session, limit);
        _options = new OrtRunOptions(session.Runtime);
        _outputs = [.. InputSupport.ReadableOutputs(session).Select(port => port.Name)];
    }

    /// <summary>True: the last run was stopped because its time was up.</summary>
    public bool Expired { get; private set; }

    /// <exception cref="OrtException">The run failed or was stopped.</exception>
    public (OutputSummary Outputs, double Seconds) Run(IReadOnlyList<KeyValuePair<string, OrtTensor>> inputs, CancellationToken cancellationToken)
    {
        _options.Reset();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_limit);
        var clock = Stopwatch.StartNew();
        try
        {
            using var registration = deadline.Token.Register(_options.Terminate);
            using var outputs = _session.Run(inputs, _outputs, _options);
            var seconds = clock.Elapsed.TotalSeconds;
            return (OutputSummary.Of(outputs), seconds);
        }
        finally
        {
            Expired = deadline.IsCancellationRequested;
        }
    }

    public void Dispose() => _options.Dispose();
}
