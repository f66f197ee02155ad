using System.Diagnostics;

namespace Assay.Analysis.Probes;

/// <summary>Measures how much of a probe's time the runtime has: the rest is our own overhead. One thread at a time.</summary>
public sealed class ProbeMeter
{
    private readonly long _begin = Stopwatch.GetTimestamp();
    private long _ticks;

    /// <summary>Time inside the runtime: loading and running.</summary>
    public TimeSpan InRuntime => Stopwatch.GetElapsedTime(0, _ticks);

    /// <summary>Runs of the model.</summary>
    public long Runs { get; private set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begin);

    /// <summary>Does something in the runtime.</summary>
    public T Measure<T>(Func<T> work)
    {
        var begin = Stopwatch.GetTimestamp();
        try
        {
            return work();
        }
        finally
        {
            _ticks += Stopwatch.GetTimestamp() - begin;
        }
    }

    internal void CountRun() => Runs++;
}
