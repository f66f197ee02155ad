using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Policies;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Verdicts;
using Assay.Domain.Versions;

namespace Assay.Tests.Unit.Domain.Scans;

/// <summary>Builds scans, versions and facts in a line or two each.</summary>
internal static class Example
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly AnalyserDescriptor Walk = Analyser(AnalyserDescriptor.WalkId, Stage.Inspect, "*", "zip", "torch-zip");
    public static readonly AnalyserDescriptor Verifier = Analyser(AnalyserDescriptor.HashVerifyId, Stage.HashVerify, "*");
    public static readonly AnalyserDescriptor Pickle = Analyser("pickle", Stage.Inspect, "pickle");
    public static readonly AnalyserDescriptor Load = Analyser("probe.load", Stage.GpuProbe, "onnx");

    public static readonly IReadOnlyList<AnalyserDescriptor> Catalog = [Walk, Verifier, Pickle, Load];

    public static Sha256Digest Sha(string text) => Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static AnalyserDescriptor Analyser(string id, Stage stage, params string[] accepts) =>
        new(id, 1, stage, Maturity.Enforcing, accepts, Sha("settings"), Sha("rules"));

    public static Scan Scan(Depth depth = Depth.Full, ScanPhase phase = ScanPhase.Ingest, bool hasVersion = true, bool refresh = false) => new()
    {
        Id = Guid.Parse("00000000-0000-0000-0000-000000000001"),
        RunId = Guid.Parse("00000000-0000-0000-0000-000000000002"),
        Target = "model",
        Lane = Lane.Normal,
        Depth = depth,
        PolicyDigest = PolicyParser.Default.Digest,
        State = ScanState.Running,
        Phase = phase,
        VersionId = hasVersion ? Guid.Parse("00000000-0000-0000-0000-000000000003") : null,
        Refresh = refresh,
        CreatedAt = Now,
    };

    public static VersionFile File(string path, FileState state = FileState.Stored, long size = 10) =>
        new() { Path = path, Size = size, State = state, Sha256 = state == FileState.Stored ? Sha(path) : default };

    public static ModelVersion Version(params VersionFile[] files) => new()
    {
        Id = Guid.Parse("00000000-0000-0000-0000-000000000003"),
        Source = "file",
        Name = "/model",
        ListingDigest = VersionListing.Digest(files),
        Files = files,
    };

    public static Fact FactOf(AnalyserDescriptor analyser, Sha256Digest subject, FactBody? body = null) => new(analyser.KeyFor(subject), body ?? new(), Now);

    public static Fact WalkOf(VersionFile file, params string[] formats) => FactOf(Walk, InspectSubjects.Key(file), new() { Formats = formats });

    public static Finding Finding(Severity severity = Severity.Critical, Confidence confidence = Confidence.High, string rule = "ASY-PKL-001") =>
        new(rule, severity, confidence, "Runs code when loaded", "It runs code.", new(""), [], []);

    public static ScanTask Task(Stage stage, TaskState state, string? error = null, params VersionFile[] files) => new()
    {
        Id = Guid.CreateVersion7(),
        ScanId = Guid.Parse("00000000-0000-0000-0000-000000000001"),
        Stage = stage,
        Lane = Lane.Normal,
        State = state,
        Error = error,
        Subject = TaskSubject.Of([.. files.Select(f => new SubjectFile(f.Path, f.Sha256, f.Size))]),
    };

    /// <summary>A verdict over a version whose files were all walked as the given format, verified, and examined as told by <paramref name="facts"/>.</summary>
    public static Verdict Decide(ModelVersion? version, IEnumerable<Fact> facts, Scan? scan = null, IEnumerable<ScanTask>? tasks = null, Policy? policy = null, IReadOnlyList<AnalyserDescriptor>? catalog = null) =>
        VerdictAssembly.Decide(
            new(new(scan ?? Scan(), [.. tasks ?? []]), version, new(facts), catalog ?? Catalog, policy ?? PolicyParser.Default, Now), Guid.CreateVersion7());
}
