using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Verdicts;
using Assay.Domain.Versions;

namespace Assay.Tests.Integration.Storage;

/// <summary>Ordinary values to fill the storage with.</summary>
public static class Samples
{
    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Sha256Digest Digest(string text) => Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static NewScan NewScan(Lane lane = Lane.Normal, Guid? run = null, string? target = null) => new()
    {
        Id = Guid.CreateVersion7(),
        RunId = run ?? Guid.CreateVersion7(),
        Target = target ?? "hf://org/" + Guid.NewGuid().ToString("N"),
        Lane = lane,
        Depth = Depth.Structure,
        PolicyDigest = Digest("policy"),
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };

    public static SubjectFile File(string path) => new(path, Digest(path), 10 + path.Length);

    public static ScanTask Task(Stage stage, Lane lane, params IReadOnlyList<SubjectFile> files) => new()
    {
        Id = Guid.CreateVersion7(),
        ScanId = Guid.Empty,
        Stage = stage,
        Lane = lane,
        State = TaskState.Ready,
        Subject = TaskSubject.Of(files),
    };

    public static Fact Fact(string subject, string analyser = "pickle", int version = 1, string message = "It calls os.system.") => new(
        new FactKey(Digest(subject), analyser, version, Digest("settings"), Digest("rules")),
        new FactBody
        {
            Findings =
            [
                new Finding(
                    "ASY-PKL-001",
                    Severity.Critical,
                    Confidence.High,
                    "Code",
                    message,
                    new FindingLocation("", "archive/data.pkl", 12),
                    [new Evidence("import", "os.system")],
                    ["CWE-502"]),
            ],
            Formats = ["pickle"],
            Seconds = 0.25,
        },
        Noon);

    public static ModelVersion Version(string name, params IReadOnlyList<VersionFile> files) => new()
    {
        Id = Guid.CreateVersion7(),
        Source = "hf",
        Name = name,
        RepositoryId = "63f1",
        Revision = "0123456789abcdef0123456789abcdef01234567",
        ListingDigest = VersionListing.Digest(files),
        Files = files,
        Metadata = """{"pipeline_tag":"text-generation"}""",
        Notes = ["The name was redirected."],
        ResolvedAt = Noon,
    };

    public static VersionFile StoredFile(string path) => new()
    {
        Path = path,
        Size = 42,
        State = FileState.Stored,
        DeclaredSize = 42,
        DeclaredSha256 = Digest(path),
        Sha256 = Digest(path),
        GitBlob = GitBlobDigest.Parse(new string('a', 40)),
    };

    public static VersionFile OutlinedFile(string path) =>
        StoredFile(path) with { State = FileState.Outlined, Sha256 = default, GitBlob = default, Outline = Digest(path + " in outline"), Note = "in outline" };

    public static Verdict Verdict(Scan scan, VerdictKind kind, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(),
        ScanId = scan.Id,
        Target = scan.Target,
        VersionId = scan.VersionId,
        Kind = kind,
        Depth = Depth.Structure,
        PolicyDigest = scan.PolicyDigest,
        DecidedAt = at,
        Report = new ModelReport(
            scan.Target,
            kind,
            ["Nothing speaks against it."],
            Depth.Structure,
            new CoverageReport(1, 1, 42, 42, [new AnalyserCoverage("pickle", "1", CoverageStatus.Ran, 1, null)], []),
            null,
            [new ArtifactReport("a.bin", Digest("a"), 42, "pickle", [])],
            [],
            null,
            new PolicyReport("default", scan.PolicyDigest),
            scan.Id),
    };
}
