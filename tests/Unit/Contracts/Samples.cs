using Assay.Contracts.Findings;
using Assay.Contracts.Messages;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;

namespace Assay.Tests.Unit.Contracts;

/// <summary>One value of each contract, with every member set.</summary>
internal static class Samples
{
    private static readonly Guid First = Guid.Parse("0198c0de-0000-7000-8000-000000000001");
    private static readonly Guid Second = Guid.Parse("0198c0de-0000-7000-8000-000000000002");
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    public static TaskReady TaskReady { get; } = new(First, Second, Stage.GpuProbe, Lane.Interactive, Trace);
    public static ScanChanged ScanChanged { get; } = new(Second, Trace);
    public static ScanCompleted ScanCompleted { get; } = new(Second, First, "hf://org/model@main", VerdictKind.Rejected, null, Trace);

    public static ScanReport Report { get; } = new(new("assay", "0.1.0"), VerdictKind.Rejected, Depth.Full,
    [
        new ModelReport(
            "models/a.pt",
            VerdictKind.Rejected,
            ["A pickle that calls os.system."],
            Depth.Full,
            new CoverageReport(2, 1, 4096, 2048,
            [
                new("pickle", "3", CoverageStatus.Ran, 1, null) { Maturity = "enforcing" },
                new("hash-verify", null, CoverageStatus.Absent, 0, "No worker offers it."),
            ], ["One file was not read."]),
            0.25,
            [
                new ArtifactReport("a.pt", Sha256Digest.OfNothing, 2048, FileFormat.Pickle,
                [
                    new Finding("ASY-PKL-001", Severity.Critical, Confidence.High, "Runs a command", "The pickle calls os.system when it is loaded.",
                        new("a.pt", "archive/data.pkl", 12), [new("import", "os.system")], ["CWE-502"]),
                    new Finding("ASY-STA-001", Severity.Low, Confidence.Low, "Unusual weights", "Ranks only.", new("a.pt"), [],
                        []) { IsFact = false },
                ])
                {
                    Suppressed =
                    [
                        new SuppressedFinding(
                            new Finding("ASY-PKL-004", Severity.Low, Confidence.High, "Unknown class", "Known to us.", new("a.pt"), [], ["CWE-502"])
                            {
                                UsualSeverity = Severity.Medium,
                            },
                            "reviewed", new DateOnly(2027, 1, 31)),
                    ],
                    Vouchers = [new Voucher("team", VoucherKind.List, VoucherStrength.Strong, Voucher.Sha256)],
                },
                new ArtifactReport("b.bin", default, 2048, FileFormat.Unknown, [], "Too large."),
            ],
            [new ProbeReport("constant-output", "a.onnx", "output_finite_share", 1, 0.5, null, [new("seed", "7")])],
            new SourceReport("hf", "org/model", "65f0", "main", Sha256Digest.OfNothing),
            new PolicyReport("default", Sha256Digest.OfNothing),
            First)
        {
            ManifestDigest = Sha256Digest.OfNothing,
            Purl = "pkg:huggingface/org/model@c0ffee",
            Vouching = new VouchingReport(1, 1, [new VoucherCount("team", VoucherKind.List, VoucherStrength.Strong, Voucher.Sha256, 1)], ["c.py"], 1),
        },
    ]);
}
