using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.GpuProbe.Protocol;
using Assay.Tests.Models;

namespace Assay.Tests.Integration.GpuProbe;

/// <summary>A model may take over the process that runs it. These children are taken over already.</summary>
public sealed class HostileChildTests
{
    private static readonly ProbeReply Ready = new(ProbeReplyKind.Ready) { Version = "1.30.0", Providers = [] };

    [Fact]
    public async Task A_crash_after_the_child_was_ready_is_the_models() => await EndsAs("ASY-PRB-002", "kill -SEGV $$");

    [Fact]
    public async Task An_early_end_after_the_child_was_ready_is_the_models() => await EndsAs("ASY-PRB-002", "exit 0");

    [Fact]
    public async Task A_child_that_says_nothing_more_is_killed() => await EndsAs("ASY-PRB-003", "sleep 600");

    [Fact]
    public async Task A_child_that_keeps_processor_time_for_itself_is_killed() => await EndsAs("ASY-PRB-003", "while :; do :; done");

    [Fact]
    public async Task A_child_that_writes_garbage_is_killed() => await EndsAs("ASY-PRB-008", "cat /dev/zero");

    [Fact]
    public async Task A_child_that_announces_a_frame_of_gigabytes_is_killed() => await EndsAs("ASY-PRB-008", "printf '\\377\\377\\377\\377'; sleep 600");

    [Fact]
    public async Task A_child_that_invents_a_rule_is_killed()
    {
        var finding = new Finding("ASY-XXX-999", Severity.Info, Confidence.Low, "all is well", "", new(""), [], []);
        var result = new ProbeReply(ProbeReplyKind.Result) { Probe = "probe.load", Result = new ProbeResult([finding], []) };
        await EndsAs("ASY-PRB-008", await FakeChild.SaysAsync(result));
    }

    [Fact]
    public async Task A_child_that_claims_to_be_done_without_a_result_is_killed() =>
        await EndsAs("ASY-PRB-008", await FakeChild.SaysAsync(new ProbeReply(ProbeReplyKind.Done)));

    [Fact]
    public async Task A_child_that_speaks_of_another_probe_is_killed() =>
        await EndsAs("ASY-PRB-008", await FakeChild.SaysAsync(new ProbeReply(ProbeReplyKind.Progress) { Probe = "probe.other", Text = "" }));

    [Fact]
    public async Task A_crash_is_tried_a_second_time_before_it_counts()
    {
        using var child = FakeChild.Running($"{await FakeChild.SaysAsync(Ready)}; kill -SEGV $$");
        (await FindingAsync(child)).Message.ShouldContain("a second attempt went the same way");
    }

    [Fact]
    public async Task A_child_that_cannot_start_is_the_set_ups_fault()
    {
        using var child = FakeChild.Running("echo no such library >&2; exit 127");
        using var bed = await ProbeBed.CreateAsync(("GpuProbe:ChildExecutable", child.Path));
        var outcome = await bed.HandleAsync(TaskSubject.Of(bed.Blobs.Put("m.onnx", TestModels.TinyMlp())));
        outcome.Failure.ShouldNotBeNull().Category.ShouldBe(FailureCategory.Configuration);
        outcome.Failure.Message.ShouldContain("no such library");
    }

    [Fact]
    public async Task A_provider_that_does_not_work_is_the_set_ups_fault()
    {
        var failure = await FakeChild.SaysAsync(new ProbeReply(ProbeReplyKind.Failure) { Text = "no adapter\u001b[0m" });
        using var child = FakeChild.Running(failure);
        using var bed = await ProbeBed.CreateAsync(("GpuProbe:ChildExecutable", child.Path));
        var outcome = await bed.HandleAsync(TaskSubject.Of(bed.Blobs.Put("m.onnx", TestModels.TinyMlp())));
        outcome.Failure.ShouldNotBeNull().Category.ShouldBe(FailureCategory.Configuration);
        outcome.Failure.Message.ShouldContain("no adapter\\u001b[0m");
    }

    private static async Task EndsAs(string rule, string script)
    {
        using var child = FakeChild.Running($"{await FakeChild.SaysAsync(Ready)}; {script}");
        (await FindingAsync(child)).Rule.ShouldBe(rule);
    }

    private static async Task<Finding> FindingAsync(FakeChild child)
    {
        using var bed = await ProbeBed.CreateAsync(
            ("GpuProbe:ChildExecutable", child.Path), ("GpuProbe:WallTime", "00:00:01"), ("GpuProbe:RunTime", "00:00:01"));
        return (await bed.ProbeAsync(TestModels.TinyMlp())).Findings.ShouldHaveSingleItem();
    }
}
