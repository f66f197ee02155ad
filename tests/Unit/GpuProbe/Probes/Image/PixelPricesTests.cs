using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Probes.Image;
using Assay.OnnxRuntime;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

public sealed class PixelPricesTests
{
    [Theory]
    [InlineData(32, 32)]
    [InlineData(24, 48)]
    [InlineData(1, 5)]
    public void The_middle_is_dear_and_the_edge_costs_one_whatever_the_sides_are(int height, int width)
    {
        var prices = PixelPrices.DearMiddle(new ImageInput("x", OrtElementType.Float, true, 3, height, width, null, 1, [], []));
        prices.Length.ShouldBe(height * width);
        prices[(height / 2 * width) + (width / 2)].ShouldBe(5, 0.01);
        prices[0].ShouldBe(1, 0.01);
        prices[(height / 2 * width) + width - 1].ShouldBe(1, 0.01);
        prices.ShouldBe(prices.Reverse(), 1e-4);
    }
}
