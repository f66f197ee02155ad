using Assay.OnnxRuntime;

namespace Assay.Analysis.Probes;

/// <summary>A loaded model whose runs are measured and can be cancelled. One thread at a time.</summary>
public sealed class ProbeSession : IDisposable
{
    private readonly ProbeContext _context;
    private readonly OrtRunOptions _options;

    internal ProbeSession(ProbeContext context, OrtSession session)
    {
        (_context, Session) = (context, session);
        _options = new OrtRunOptions(session.Runtime);
    }

    /// <summary>For bindings and whatever else is not here.</summary>
    public OrtSession Session { get; }

    public IReadOnlyList<OrtPort> Inputs => Session.Inputs;

    public IReadOnlyList<OrtPort> Outputs => Session.Outputs;

    /// <summary>Runs the model once.</summary>
    /// <param name="inputs">By name; they stay the caller's.</param>
    /// <param name="outputs">Names of the outputs to compute.</param>
    /// <param name="cancellationToken">Ends the run between two operators.</param>
    /// <exception cref="OrtException">The run failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or took longer than <see cref="ProbeBudget.RunTime"/>.</exception>
    public OrtOutputs Run(IReadOnlyList<KeyValuePair<string, OrtTensor>> inputs, IReadOnlyList<string> outputs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _options.Reset();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_context.Budget.RunTime);
        try
        {
            using var registration = deadline.Token.Register(_options.Terminate);
            _context.Meter.CountRun();
            return _context.Meter.Measure(() => Session.Run(inputs, outputs, _options));
        }
        catch (OrtException) when (deadline.IsCancellationRequested)
        {
            throw new OperationCanceledException("The run of the model was stopped.", deadline.Token);
        }
    }

    public void Dispose()
    {
        _options.Dispose();
        Session.Dispose();
    }
}
