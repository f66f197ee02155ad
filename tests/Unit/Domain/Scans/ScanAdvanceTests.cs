using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using static Assay.Tests.Unit.Domain.Scans.Example;

namespace Assay.Tests.Unit.Domain.Scans;

public sealed class ScanAdvanceTests
{
    [Theory]
    [InlineData(TaskState.Ready)]
    [InlineData(TaskState.Leased)]
    public void A_live_task_makes_the_scan_wait(TaskState state) =>
        ScanAdvance.Next(new(Scan(), [Task(Stage.Ingest, TaskState.Succeeded), Task(Stage.Inspect, state)])).ShouldBe(ScanStep.Wait);

    [Theory]
    [InlineData(ScanState.Completed)]
    [InlineData(ScanState.Cancelled)]
    public void An_ended_scan_never_moves(ScanState state) => ScanAdvance.Next(new(Scan() with { State = state }, [])).ShouldBe(ScanStep.Wait);

    [Fact]
    public void After_ingest_the_files_are_examined() =>
        ScanAdvance.Next(new(Scan(), [Task(Stage.Ingest, TaskState.Succeeded)])).ShouldBe(ScanStep.PlanExamination);

    [Theory]
    [InlineData(TaskState.Failed)]
    [InlineData(TaskState.Quarantined)]
    public void A_failed_ingest_ends_in_a_verdict_and_not_in_silence(TaskState state) =>
        ScanAdvance.Next(new(Scan(hasVersion: false), [Task(Stage.Ingest, state)])).ShouldBe(ScanStep.Conclude);

    [Fact]
    public void Models_are_run_only_at_depth_probe()
    {
        ScanAdvance.Next(new(Scan(Depth.Probe, ScanPhase.Examine), [])).ShouldBe(ScanStep.PlanProbes);
        ScanAdvance.Next(new(Scan(Depth.Full, ScanPhase.Examine), [])).ShouldBe(ScanStep.Conclude);
    }

    [Fact]
    public void A_quarantined_file_does_not_hold_the_scan() =>
        ScanAdvance.Next(new(Scan(phase: ScanPhase.Examine), [Task(Stage.Inspect, TaskState.Quarantined), Task(Stage.Inspect, TaskState.Split)])).ShouldBe(ScanStep.Conclude);
}
