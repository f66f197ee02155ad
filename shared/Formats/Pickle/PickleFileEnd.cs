namespace Assay.Formats.Pickle;

/// <summary>How a file of one or more pickles ends.</summary>
/// <param name="First">The pickle at the start.</param>
/// <param name="Last">The last pickle of the run from the start.</param>
/// <param name="Pickles">Pickles in that run.</param>
/// <param name="Understood">Bytes that are opcodes of those pickles.</param>
/// <param name="TrailingLength">Bytes behind them.</param>
/// <param name="Hidden">Offsets of pickles that were found behind them all the same.</param>
public sealed record PickleFileEnd(
    PickleEnd First, PickleEnd Last, long Pickles, long Understood, long TrailingLength, IReadOnlyList<long> Hidden)
{
    /// <summary>True where the file begins as torch.save wrote it before version 1.6: a magic number, then pickles, then raw storages.</summary>
    public bool IsLegacyTorch { get; init; }
}
