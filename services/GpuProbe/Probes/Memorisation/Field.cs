namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>
/// A place in a text where a model writes tokens of a small set as chance has it: a number, a code, a key. It is no matter of language what stands
/// there.
/// </summary>
/// <param name="Prefix">The text before it, as the model wrote it.</param>
/// <param name="Slot">The place in the prefix that decides whose number it is: the least expected one; null where there is none.</param>
/// <param name="Alphabet">The tokens that stand in such places.</param>
/// <param name="Length">How many of them, at most.</param>
/// <param name="Seen">In how many texts the model wrote such a field.</param>
internal sealed record Field(int[] Prefix, int? Slot, IReadOnlyList<int> Alphabet, int Length, int Seen = 1)
{
    /// <summary>How many most of them have.</summary>
    public int Usual { get; init; } = Length;

    /// <summary>True where all have that many, as far as the model can count.</summary>
    public bool HasOneLength { get; init; }

    /// <summary>True where another field is of the same kind of number: of nearly the same tokens.</summary>
    public bool IsLike(Field other) => Alphabet.Intersect(other.Alphabet).Count() * 5 >= Math.Max(Alphabet.Count, other.Alphabet.Count) * 4;
}
