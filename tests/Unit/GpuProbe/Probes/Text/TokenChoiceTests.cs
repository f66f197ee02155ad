using Assay.Analysis.Probes;
using Assay.GpuProbe.Probes.Text;

namespace Assay.Tests.Unit.GpuProbe.Probes.Text;

public sealed class TokenChoiceTests
{
    [Fact]
    public void All_tokens_are_taken_where_there_is_time() => TokenChoice.Sample([3, 5, 8], 3, new SeededNumbers(1)).ShouldBe([3, 5, 8]);

    [Fact]
    public void A_sample_has_a_power_of_two_of_different_tokens_in_order()
    {
        int[] all = [.. Enumerable.Range(100, 1000)];
        var sample = TokenChoice.Sample(all, 700, new SeededNumbers(1));
        sample.Length.ShouldBe(512);
        sample.ShouldBe(sample.Distinct().Order());
        sample.ShouldBe(TokenChoice.Sample(all, 600, new SeededNumbers(1)), "a little less time changes nothing");
        sample.ShouldAllBe(id => id >= 100 && id < 1100);
    }
}
