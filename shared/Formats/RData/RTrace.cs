namespace Assay.Formats.RData;

/// <summary>What an R object holds besides numbers and text: everything that can be evaluated.</summary>
public sealed class RTrace
{
    private const int MaxCalls = 20_000;
    private readonly HashSet<(string, bool, string)> _seen = [];
    private readonly List<RCall> _calls = [];

    /// <summary>Calls in code, each kind once.</summary>
    public IReadOnlyList<RCall> Calls => _calls;

    public long Closures { get; internal set; }

    public long ByteCodes { get; internal set; }

    /// <summary>Bindings that run a function whenever they are read.</summary>
    public long ActiveBindings { get; internal set; }

    /// <summary>Offset of the first promise without a value that is no variable of an environment; -1 where there is none.</summary>
    public long LoosePromise { get; internal set; } = -1;

    /// <summary>True where that promise evaluates a call.</summary>
    public bool LoosePromiseCalls { get; internal set; }

    /// <summary>True where there were more calls than are remembered.</summary>
    public bool IsCut { get; private set; }

    internal void Called(RCall call)
    {
        if (!_seen.Add((call.Name, call.InPromise, string.Join('\n', call.Texts)))) return;
        if (_calls.Count < MaxCalls) _calls.Add(call);
        else IsCut = true;
    }
}
