using Assay.Analysis.Probes;
using Assay.GpuProbe.Probes.Text;

namespace Assay.Tests.Unit.GpuProbe.Probes.Text;

public sealed class PairTableTests
{
    private const int Count = 40;
    private const int Width = 8;

    [Fact]
    public void A_neighbour_that_only_one_token_waits_for_stands_out_over_one_that_acts_beside_any()
    {
        var chance = new SeededNumbers(5);
        var vectors = new float[Count * Width];
        for (var i = 0; i < vectors.Length; i++) vectors[i] = (float)chance.Normal();
        // Any token's gradient points to token 3; that of token 17 also to token 29, and less so.
        var pairs = new PairTable(Count, token => Gradient(vectors, token), vectors, Width).Outstanding().ToList();
        pairs.ShouldContain((17, 29));
    }

    [Fact]
    public void The_best_are_those_with_the_largest_product()
    {
        float[] vectors = [1, 0, 3, 0, 2, 0, 9, 0];
        PairTable.Best(new float[] { 1, 0 }, vectors, 2, [0, 1, 2], 2).ShouldBe([1, 2], "the last one is not allowed");
    }

    private static float[] Gradient(float[] vectors, int token)
    {
        var gradient = vectors.AsSpan(3 * Width, Width).ToArray();
        for (var i = 0; i < Width; i++) gradient[i] = (5 * gradient[i]) + (token == 17 ? vectors[(29 * Width) + i] : 0);
        return gradient;
    }
}
