using System.Diagnostics;
using Assay.Hosting.Telemetry;

namespace Assay.Tests.Unit.Hosting;

public sealed class AssayTracingTests
{
    [Fact]
    public void A_task_is_a_span_of_its_scans_trace()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AssayTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        var claim = new FakeLedger().Add();
        claim = claim with { Scan = claim.Scan with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" } };

        using var span = AssayTracing.StartTask(claim);

        span!.TraceId.ToHexString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
        span.ParentSpanId.ToHexString().ShouldBe("b7ad6b7169203331");
        span.GetTagItem("assay.task.id").ShouldBe(claim.Task.Id);
    }
}
