namespace Assay.Inspect.Analysers.Onnx.Gates;

/// <summary>What is known of a value in the graph.</summary>
internal sealed record Signal(SignalKind Kind)
{
    private const int MaxTriggers = 6;

    public static Signal Unknown { get; } = new(SignalKind.Constant);

    public static Signal Shape { get; } = new(SignalKind.Shape);

    public static Signal Learned { get; } = new(SignalKind.Learned);

    public Trait Traits { get; init; }

    /// <summary>Of a small constant.</summary>
    public double[]? Values { get; init; }

    /// <summary>Of a constant.</summary>
    public IReadOnlyList<long>? Dims { get; init; }

    /// <summary>Rank of raw input; 0 where it is not known.</summary>
    public int Rank { get; init; }

    /// <summary>Dimensions of which one element was taken.</summary>
    public int Picks { get; init; }

    /// <summary>Name of the input. Untrusted.</summary>
    public string Source { get; init; } = "";

    /// <summary>Constants that the input was compared with, as text.</summary>
    public IReadOnlyList<string> Triggers { get; init; } = [];

    /// <summary>A constant that is repeated: what ConstantOfShape makes.</summary>
    public bool IsUniform => Values is { Length: > 0 } && Array.TrueForAll(Values, v => v.Equals(Values[0]));

    public bool Has(Trait traits) => (Traits & traits) == traits;

    public bool HasAny(Trait traits) => (Traits & traits) != 0;

    /// <summary>It decides for a whole sample, and only for inputs that somebody chose.</summary>
    public bool IsGate => Kind == SignalKind.Data && Has(Trait.Thresholded | Trait.Reduced | Trait.Selective);

    /// <summary>Something that carries the input's content, raw or learned, rather than a detector's result.</summary>
    public bool IsContent => Kind == SignalKind.Learned
        || (Kind == SignalKind.Data && !HasAny(Trait.Thresholded | Trait.Selected | Trait.Selective | Trait.Position | Trait.Filtered | Trait.Hashed));

    public Signal With(Trait traits) => this with { Traits = Traits | traits };

    public Signal Without(Trait traits) => this with { Traits = Traits & ~traits };

    public Signal Seen(string trigger) => Triggers.Count < MaxTriggers && !Triggers.Contains(trigger) ? this with { Triggers = [.. Triggers, trigger] } : this;

    /// <summary>A value that depends on all of these.</summary>
    public static Signal Join(IEnumerable<Signal> parts)
    {
        Signal? joined = null;
        foreach (var part in parts)
        {
            if (joined is null) joined = part;
            else joined = Join(joined, part);
        }
        return (joined ?? Unknown) with { Values = null, Dims = null };
    }

    private static Signal Join(Signal a, Signal b)
    {
        if (a.Kind < b.Kind) (a, b) = (b, a);
        if (a.Kind == SignalKind.Learned) return a.Kind == b.Kind ? a with { Traits = a.Traits | b.Traits } : a;
        if (a.Kind != SignalKind.Data || b.Kind != SignalKind.Data) return a;
        var joined = a with { Traits = a.Traits | b.Traits, Picks = Math.Max(a.Picks, b.Picks), Rank = Math.Max(a.Rank, b.Rank) };
        foreach (var trigger in b.Triggers) joined = joined.Seen(trigger);
        return joined;
    }
}
