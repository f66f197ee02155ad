using Assay.GpuProbe.Probes.Image;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

public sealed class TriggerCandidateTests
{
    private static readonly int[] Classes = [0, 2, 3, 5];

    [Fact]
    public void A_trigger_for_all_classes_wants_its_target_of_every_other_answer()
    {
        var candidate = new TriggerCandidate("stamped", null, 3, 1);
        Classes.Select(c => candidate.Wanted(c, Classes)).ShouldBe([3, 3, null, 3]);
    }

    [Fact]
    public void A_trigger_for_one_class_wants_its_target_of_that_class_alone()
    {
        var candidate = new TriggerCandidate("stamped", 2, 5, 1);
        Classes.Select(c => candidate.Wanted(c, Classes)).ShouldBe([null, 5, null, null]);
    }

    [Fact]
    public void A_trigger_that_leads_each_class_on_goes_around_the_end_and_leaves_out_what_is_no_class()
    {
        var candidate = new TriggerCandidate("cyclic", null, 3, 1);
        Classes.Select(c => candidate.Wanted(c, Classes)).ShouldBe([5, 0, 2, 3]);
        candidate.Wanted(4, Classes).ShouldBeNull();
    }
}
