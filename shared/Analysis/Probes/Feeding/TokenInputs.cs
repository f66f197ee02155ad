namespace Assay.Analysis.Probes.Feeding;

/// <summary>Sequences of token ids of one length. Shorter ones are filled with the padding id, which the mask then leaves out.</summary>
public sealed record TokenInputs : ProbeInputs
{
    /// <param name="ids">Sequence after sequence; the array is not copied.</param>
    /// <param name="length">Of each sequence.</param>
    public TokenInputs(int[] ids, int length)
    {
        if (length <= 0 || ids.Length % length != 0) throw new ArgumentException($"{ids.Length} ids are no whole sequences of {length}.", nameof(ids));
        (Ids, Length) = (ids, length);
    }

    public int[] Ids { get; }

    public int Length { get; }

    public override int Count => Ids.Length / Length;

    /// <summary>One sequence.</summary>
    public Span<int> this[int index] => Ids.AsSpan(index * Length, Length);
}
