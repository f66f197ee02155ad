namespace Assay.Formats.Pickle;

/// <summary>Opcodes that may be spent on looking whether a pickle begins somewhere, over a whole file.</summary>
internal sealed class ProbeBudget
{
    private const int OneLook = 20_000;
    private long _left = 20_000_000;

    /// <summary>Opcodes for the next look; 0: nothing is left.</summary>
    public long Next => Math.Min(OneLook, _left);

    public void Spend(long opcodes) => _left -= opcodes + 1;
}
