namespace Assay.GpuProbe.Probes.LanguageModels;

/// <summary>What a model wrote after a prompt.</summary>
/// <param name="Tokens">Their ids.</param>
/// <param name="Logs">The logarithm of each one's probability.</param>
internal sealed record Continuation(int[] Tokens, float[] Logs)
{
    public double Log => Logs.Sum();

    /// <summary>True where it begins with these tokens.</summary>
    public bool Begins(ReadOnlySpan<int> tokens) => Tokens.AsSpan().StartsWith(tokens);
}
