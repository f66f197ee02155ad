using System.Diagnostics;
using System.Diagnostics.Metrics;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Messaging.Health;

namespace Assay.Hosting.Telemetry;

/// <summary>Everything this product measures, meter <c>Assay</c>. Names follow OpenTelemetry: lower case, dots, units apart.</summary>
public sealed class AssayMetrics : IDisposable
{
    public const string MeterName = "Assay";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _claimed;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _wait;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _findings;
    private long _outboxDepth;
    private double _outboxAge;

    public AssayMetrics(IBusHealth? bus = null, Workers.WorkerLoad? load = null)
    {
        _claimed = _meter.CreateCounter<long>("assay.tasks.claimed", "{task}", "Tasks claimed, by stage and lane.");
        _ended = _meter.CreateCounter<long>("assay.tasks.ended", "{task}", "Attempts ended, by stage, lane and outcome.");
        _duration = _meter.CreateHistogram<double>("assay.task.duration", "s", "From claim to outcome, by stage, lane and outcome.");
        _wait = _meter.CreateHistogram<double>("assay.task.wait", "s", "From the time a task may be claimed to its claim, by stage and lane.");
        _bytes = _meter.CreateCounter<long>("assay.ingest.bytes", "By", "Bytes brought into the blob store, by source.");
        _findings = _meter.CreateCounter<long>("assay.findings", "{finding}", "Findings of new facts, by severity and rule.");
        _meter.CreateObservableGauge("assay.outbox.depth", () => Interlocked.Read(ref _outboxDepth), "{message}",
            "Messages committed and not published.");
        _meter.CreateObservableGauge("assay.outbox.age", () => Volatile.Read(ref _outboxAge), "s", "Age of the oldest message in the outbox.");
        if (bus is not null) _meter.CreateObservableGauge("assay.bus.healthy", () => bus.Check().IsHealthy ? 1 : 0, "1",
            "1 while the bus is healthy.");
        if (load is null) return;
        _meter.CreateObservableGauge("assay.worker.slots", () => load.Slots, "{slot}", "Slots of this process.");
        _meter.CreateObservableGauge("assay.worker.busy", () => load.Busy, "{slot}", "Slots that hold a task.");
    }

    public void TaskClaimed(ClaimedTask claim, DateTimeOffset now)
    {
        var tags = Tags(claim.Task);
        _claimed.Add(1, tags);
        var since = claim.Task.NotBefore > claim.Task.CreatedAt ? claim.Task.NotBefore : claim.Task.CreatedAt;
        if (since > DateTimeOffset.UnixEpoch) _wait.Record(Math.Max(0, (now - since).TotalSeconds), tags);
    }

    public void TaskEnded(ScanTask task, string outcome, TimeSpan duration)
    {
        var tags = Tags(task);
        tags.Add("outcome", outcome);
        _ended.Add(1, tags);
        _duration.Record(duration.TotalSeconds, tags);
    }

    /// <summary>What a task has found out: the stored bytes of a version, and the findings of new facts; those of reused facts are not counted again.</summary>
    public void ResultRecorded(TaskResult result)
    {
        if (result.Version is { } version)
        {
            var bytes = version.Files.Where(f => f.State == FileState.Stored).Sum(f => f.Size);
            _bytes.Add(bytes, new KeyValuePair<string, object?>("source", version.Source));
        }

        foreach (var finding in result.Facts.SelectMany(f => f.Body.Findings))
            _findings.Add(1, new TagList { { "severity", finding.Severity.ToString().ToLowerInvariant() }, { "rule", finding.Rule } });
    }

    public void OutboxMeasured(long count, TimeSpan oldest)
    {
        Interlocked.Exchange(ref _outboxDepth, count);
        Volatile.Write(ref _outboxAge, oldest.TotalSeconds);
    }

    public void Dispose() => _meter.Dispose();

    private static TagList Tags(ScanTask task) =>
        new() { { "stage", task.Stage.ToString().ToLowerInvariant() }, { "lane", task.Lane.ToString().ToLowerInvariant() } };
}
