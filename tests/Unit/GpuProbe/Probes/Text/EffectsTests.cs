using Assay.GpuProbe.Probes.Text;

namespace Assay.Tests.Unit.GpuProbe.Probes.Text;

public sealed class EffectsTests
{
    private static readonly Carrier First = new([1, 2], 0, [4, 0, -2]);
    private static readonly Carrier Second = new([1, 2], 2, [0, 1, 9]);

    [Fact]
    public void Progress_is_measured_by_how_certain_the_text_was()
    {
        var effects = new Effects([First, Second], 3, 1);
        effects.Set(0, 0, [0, 4, -2]);
        effects.Set(0, 1, [0, 5, 9]);
        effects[0, 0, 1].ShouldBe(2, "4 below the answer before, 4 above it now");
        effects[0, 1, 1].ShouldBe(0.5f);
        effects.Progress(0, 1).ShouldBe(1.25f);
        effects.Flips(0, 1).ShouldBe(0.5f);
        effects.LeastFlips(0, 1).ShouldBe(0);
    }

    [Fact]
    public void A_class_holds_as_long_as_its_own_texts_get_it()
    {
        var effects = new Effects([First, Second], 3, 2);
        effects.Set(0, 0, [0.1f, 0, 0]);
        effects.Set(1, 0, [0, 0.1f, 0]);
        effects.Holds(0, 0).ShouldBe(1);
        effects.Holds(1, 0).ShouldBe(0);
        effects.Holds(0, 1).ShouldBe(1, "no text of that class is there to leave it");
    }

    [Fact]
    public void Scores_that_are_no_numbers_are_no_progress()
    {
        var effects = new Effects([First], 3, 1);
        effects.Set(0, 0, [float.NaN, float.NaN, float.NaN]);
        effects.Flips(0, 1).ShouldBe(0);
        effects.Progress(0, 1).ShouldBe(-1);
    }
}
