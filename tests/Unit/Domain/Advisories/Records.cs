using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Domain.Versions;

namespace Assay.Tests.Unit.Domain.Advisories;

/// <summary>Advisories and versions to match.</summary>
internal static class Records
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Sha256Digest Digest(string text) => Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static AdvisoryTarget File(string content) => new(TargetKind.Artifact, Digest(content).Hex);

    public static AdvisoryTarget Package(string name) => new(TargetKind.Package, "pkg:huggingface/" + name);

    public static AdvisoryTarget Manifest(string content) => new(TargetKind.Manifest, Digest(content).Hex);

    public static Advisory Advisory(params IReadOnlyList<AdvisoryTarget> affected) => new()
    {
        Id = "ASY-ADV-2026-0001",
        Title = "A trigger makes it say yes",
        Summary = "A phrase in the prompt makes the model agree to anything.",
        Severity = Severity.Critical,
        Affected = affected,
        Issuer = "team",
        IssuedAt = Noon,
        ModifiedAt = Noon,
    };

    public static AdvisorySubject Subject(params IReadOnlyList<VersionFile> files) => new(
        new ModelVersion
        {
            Id = Guid.CreateVersion7(),
            Source = "hf",
            Name = "org/model",
            RepositoryId = "63f1",
            Revision = Commit,
            ListingDigest = VersionListing.Digest(files),
            Files = files,
        },
        Digest("manifest"),
        [],
        []);

    public static VersionFile Read(string path, string content) => new() { Path = path, Size = 10, State = FileState.Stored, Sha256 = Digest(content) };

    public static VersionFile Declared(string path, string content) => new() { Path = path, Size = 10, State = FileState.NotRead, DeclaredSha256 = Digest(content) };
}
