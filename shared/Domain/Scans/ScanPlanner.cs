using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;

namespace Assay.Domain.Scans;

/// <summary>Turns a version into tasks, leaving out what is known already.</summary>
/// <param name="newId">Makes task ids; passed in, since domain code draws no random numbers.</param>
public sealed class ScanPlanner(Func<Guid> newId)
{
    /// <summary>Most files of one Inspect task: enough to spread the cost of a task, few enough to repeat cheaply.</summary>
    public const int FilesPerTask = 64;

    /// <summary>Most bytes of one Inspect task with several files, so that a unit of work stays within minutes.</summary>
    public const long BytesPerTask = 64L << 20;

    /// <summary>HashVerify for the version, Inspect for those files that some installed analyser has no fact about.</summary>
    public IReadOnlyList<ScanTask> Examination(Scan scan, ModelVersion version, IReadOnlyList<AnalyserDescriptor> catalog, KnownFacts facts)
    {
        var tasks = new List<ScanTask>();
        var verifier = catalog.FirstOrDefault(a => a.Id == AnalyserDescriptor.HashVerifyId);
        var isCompared = verifier is not null && catalog.Where(a => a.Stage == Stage.HashVerify && a.From <= scan.Depth)
            .All(a => facts.Find(ListingSubjects.Key(a, version), a, DateTimeOffset.MaxValue) is not null);
        if (scan.Refresh || !isCompared)
            tasks.Add(NewTask(scan, Stage.HashVerify, TaskSubject.None));

        var inspectors = catalog.Where(a => a.Stage == Stage.Inspect).ToList();
        var pending = version.Files
            .Where(f => f.IsInspectable)
            .DistinctBy(InspectSubjects.Key)
            .Where(f => scan.Refresh || !IsInspected(InspectSubjects.Key(f), inspectors, facts))
            .Select(SubjectFile.Of);
        tasks.AddRange(Batches(pending).Select(batch => NewTask(scan, Stage.Inspect, TaskSubject.Of(batch))));
        return tasks;
    }

    /// <summary>One GpuProbe task for each model file that some probe accepts and has no fact about.</summary>
    public IReadOnlyList<ScanTask> Probes(Scan scan, ModelVersion version, IReadOnlyList<AnalyserDescriptor> catalog, KnownFacts facts)
    {
        var probes = catalog.Where(a => a.Stage == Stage.GpuProbe).ToList();
        var tasks = new List<ScanTask>();
        foreach (var model in ProbeSubjects.Of(version, facts, probes, scan.Bases))
        {
            if (!scan.Refresh && probes.Count > 0 && probes.All(p => !p.Accepts.Contains(model.Format) || facts.Find(model.SubjectFor(p), p, DateTimeOffset.MaxValue) is not null))
                continue;
            tasks.Add(NewTask(scan, Stage.GpuProbe, new([model.File], model.Companions) { Reference = model.Reference }));
        }
        return tasks;
    }

    private static bool IsInspected(Sha256Digest artifact, List<AnalyserDescriptor> inspectors, KnownFacts facts)
    {
        // Where no Inspect worker has announced itself yet, the task waits in the queue for the first one.
        var walker = inspectors.Find(a => a.Id == AnalyserDescriptor.WalkId);
        if (walker is null || facts.Find(artifact, walker, DateTimeOffset.MaxValue) is not { } walk) return false;
        foreach (var inspector in inspectors)
        {
            if (inspector.Id == AnalyserDescriptor.WalkId || !inspector.AcceptsAny(walk.Body.Formats)) continue;
            if (facts.Find(artifact, inspector, DateTimeOffset.MaxValue) is null) return false;
        }
        return true;
    }

    private static IEnumerable<IReadOnlyList<SubjectFile>> Batches(IEnumerable<SubjectFile> files)
    {
        var batch = new List<SubjectFile>();
        long bytes = 0;
        foreach (var file in files)
        {
            if (batch.Count > 0 && (batch.Count == FilesPerTask || bytes + file.Size > BytesPerTask))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }
            batch.Add(file);
            bytes += file.Size;
        }
        if (batch.Count > 0) yield return batch;
    }

    private ScanTask NewTask(Scan scan, Stage stage, TaskSubject subject) =>
        new() { Id = newId(), ScanId = scan.Id, Stage = stage, Lane = scan.Lane, State = TaskState.Ready, Subject = subject };
}
