namespace Assay.GpuProbe.Probes.Image;

/// <summary>A pair of classes whose patch is cheaper than those of its neighbours, the other pairs with the same source or the same target.</summary>
/// <param name="Source">The class that is left.</param>
/// <param name="Target">The class that is reached.</param>
/// <param name="First">By how much, in natural logarithms, in the search of all pairs: largest by luck in some pair, for there are many.</param>
/// <param name="Again">The same in a second search of this pair and its cheapest neighbours alone, which is what counts.</param>
internal sealed record PairLead(int Source, int Target, double First, double Again);
