using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Probes.Text;
using Assay.OnnxRuntime;

namespace Assay.Tests.Unit.GpuProbe.Probes.Text;

public sealed class PlacementTests
{
    private static readonly TokenInput Open = new("ids", OrtElementType.Int64, 100, 32) { Pad = 0 };
    private static readonly Carrier Text = new([2, 11, 12, 13, 3], 0, [1, 0]);

    [Fact]
    public void Every_string_stands_in_every_carrier_at_its_place()
    {
        var other = Text with { Ids = [2, 21, 22, 23, 3] };
        var texts = Placement.Of(Open, [Text, other], [1, 3], [[7, 8], [9, 9]]);
        texts.Length.ShouldBe(7);
        texts.Ids.ShouldBe([2, 7, 8, 11, 12, 13, 3, 2, 21, 22, 7, 8, 23, 3, 2, 9, 9, 11, 12, 13, 3, 2, 21, 22, 9, 9, 23, 3]);
    }

    [Fact]
    public void A_model_of_one_length_gets_texts_filled_up() =>
        Placement.Of(Open with { FixedLength = 9 }, [Text], [1], [[7]]).Ids.ShouldBe([2, 7, 11, 12, 13, 3, 0, 0, 0]);

    [Fact]
    public void A_text_without_room_loses_tokens_before_its_last_one() =>
        Placement.Of(Open with { FixedLength = 5 }, [Text], [1], [[7, 8]]).Ids.ShouldBe([2, 7, 8, 11, 3]);
}
