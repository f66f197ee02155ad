using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Verdicts;

namespace Assay.Tests.Unit.Reporting.Fakes;

/// <summary>Scans, tasks and reports for tests.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Guid ScanId = new("01020304-0506-7708-890a-0b0c0d0e0f10");

    public static readonly Sha256Digest Digest = Sha256Digest.Parse(new string('a', 64));

    public static Scan Scan(NewScan scan) => new()
    {
        Id = scan.Id,
        RunId = scan.RunId,
        Target = scan.Target,
        Lane = scan.Lane,
        Depth = scan.Depth,
        PolicyDigest = scan.PolicyDigest,
        Offline = scan.Offline,
        Refresh = scan.Refresh,
        CreatedAt = DateTimeOffset.UtcNow,
    };

    public static Scan Scan(
        string target = "hf://org/model", ScanState state = ScanState.Running, Guid? run = null, VerdictKind? verdict = null) => new()
        {
            Id = Guid.CreateVersion7(),
            RunId = run ?? Guid.CreateVersion7(),
            Target = target,
            Lane = Lane.Normal,
            Depth = Depth.Full,
            PolicyDigest = Digest,
            State = state,
            Verdict = verdict,
            CreatedAt = DateTimeOffset.UtcNow.AddMinutes(-10),
        };

    public static ScanTask Task(Guid scanId, TaskState state, string? error = null) => new()
    {
        Id = Guid.CreateVersion7(),
        ScanId = scanId,
        Stage = Stage.Ingest,
        Lane = Lane.Normal,
        State = state,
        Error = error,
        CreatedAt = Time,
    };

    public static Finding Finding(
        Severity severity = Severity.Critical, string message = "Loading this file runs a shell command. Do not load it.") =>
        new(
        "ASY-PKL-001", severity, Confidence.High, "Pickle calls a system function", message, new FindingLocation("", "archive/data.pkl", 12),
        [Evidence.Quoted("import", "os.system"), Evidence.Quoted("argument", "echo assay-canary")], ["CWE-502", "AML.T0011"]);

    public static ModelReport Model(
        string target = "models/evil.pt", VerdictKind verdict = VerdictKind.Rejected, string path = "evil.pt",
        params IReadOnlyList<Finding> findings) => new(
        target, verdict, verdict == VerdictKind.Approved ? [] : ["A critical finding: Pickle calls a system function."], Depth.Full,
        new CoverageReport(
            2, 1, 1_250_000, 1_000_000,
            [
                new AnalyserCoverage("inspect.walk", "1", CoverageStatus.Ran, 1, null),
                new AnalyserCoverage("pickle", "2", CoverageStatus.Ran, 1, null),
                new AnalyserCoverage("onnx", "1", CoverageStatus.Skipped, 0, "nothing here is for it"),
                new AnalyserCoverage("keras", "1", CoverageStatus.Skipped, 0, "nothing here is for it"),
                new AnalyserCoverage("trojan-probe", null, CoverageStatus.Absent, 0, "no worker offers it"),
                new AnalyserCoverage("hidden", "1", CoverageStatus.Ran, 1, null) { Maturity = "shadow" },
            ],
            []),
        null,
        [
            new ArtifactReport(path, Digest, 1_000_000, "torch-zip", findings),
            new ArtifactReport("link", default, 250_000, "unknown", [], "a link that leaves the model"),
        ],
        [], null, new PolicyReport("default", Digest), ScanId);

    public static ScanReport Report(params IReadOnlyList<ModelReport> models) => ScanReport.Of(new ToolInfo("assay", "0.1.0"), models);

    public static Verdict Verdict(Scan scan, VerdictKind kind = VerdictKind.Rejected) => new()
    {
        Id = Guid.CreateVersion7(),
        ScanId = scan.Id,
        Target = scan.Target,
        Kind = kind,
        Depth = Depth.Full,
        PolicyDigest = Digest,
        Report = Model(scan.Target, kind, findings: kind == VerdictKind.Rejected ? [Finding()] : []),
        DecidedAt = Time,
    };
}
