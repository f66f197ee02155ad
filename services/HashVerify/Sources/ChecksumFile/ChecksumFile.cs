using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Trust;
using Assay.Domain.Trust.Lists;
using Assay.Domain.Versions;

namespace Assay.HashVerify.Sources.ChecksumFile;

/// <summary>
/// Checksum files inside the model. Whoever exchanges a file can exchange its checksum as well, so they vouch for nothing; one that disagrees with
/// the bytes shows that one of the two was changed.
/// </summary>
internal sealed class ChecksumFile : ITrustedSource
{
    /// <summary>A hundred thousand lines.</summary>
    private const int MaxBytes = 16 << 20;

    /// <summary>A model has one, or one a file.</summary>
    private const int MaxFiles = 1000;

    private static readonly string[] _names = ["SHA256SUMS", "SHA256SUMS.txt", "sha256sums", "sha256sums.txt", "sha256sum.txt", "checksums.txt", "checksums.sha256"];

    private static readonly string[] _extensions = [".sha256", ".sha256sum"];

    public string Id => "checksum-file";

    public async Task<SourceAnswer> AskAsync(SourceQuestion question, CancellationToken cancellationToken)
    {
        var lists = question.Version.Files.Where(f => f.State == FileState.Stored && IsChecksumFile(f.Path)).Take(MaxFiles).ToList();
        if (lists.Count == 0) return SourceAnswer.Nothing;
        var files = question.Version.Files.Where(f => f.State == FileState.Stored).ToDictionary(f => f.Path, StringComparer.Ordinal);
        var (findings, notes) = (new List<Finding>(), new List<string>());
        foreach (var list in lists)
        {
            if (await question.Files.ReadAsync(list, MaxBytes, cancellationToken) is not { } text) continue;
            var (agreeing, different) = Compare(list.Path, text, files);
            findings.AddRange(different.Select(d => Differs(list.Path, d.File, d.Named)));
            if (agreeing > 0)
                notes.Add($"{EvidenceText.Quote(list.Path)} agrees with {agreeing} {(agreeing == 1 ? "file" : "files")}: it came with the model, so that shows consistency and vouches for nothing");
        }
        return new([], findings, notes);
    }

    private static (int Agreeing, List<(VersionFile File, Sha256Digest Named)> Different) Compare(
        string path, ReadOnlyMemory<byte> text, Dictionary<string, VersionFile> files)
    {
        var agreeing = new HashSet<string>(StringComparer.Ordinal);
        var different = new List<(VersionFile File, Sha256Digest Named)>();
        foreach (var entry in ChecksumLines.Read(text).Where(line => line.Entry is not null).Select(line => line.Entry!))
        {
            if (FileOf(path, entry, files) is not { } file) continue;
            if (file.Sha256 == entry.Sha256) agreeing.Add(file.Path);
            else different.Add((file, entry.Sha256));
        }
        // A list of several versions names a file more than once: one line that agrees is enough.
        return (agreeing.Count, [.. different.Where(d => !agreeing.Contains(d.File.Path)).DistinctBy(d => d.File.Path)]);
    }

    /// <summary>Names are relative to the checksum file's folder; a digest alone, in <c>x.sha256</c>, is that of <c>x</c>.</summary>
    private static VersionFile? FileOf(string list, ListEntry entry, Dictionary<string, VersionFile> files)
    {
        var folder = list[..(list.LastIndexOf('/') + 1)];
        var name = entry.Path is { } path ? folder + path : list[..Math.Max(0, list.LastIndexOf('.'))];
        return files.GetValueOrDefault(name);
    }

    private static bool IsChecksumFile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return _names.Contains(name, StringComparer.OrdinalIgnoreCase) || _extensions.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
    }

    private static Finding Differs(string list, VersionFile file, Sha256Digest named) => TrustRules.ChecksumFile.Report(
        $"{EvidenceText.Quote(list)}, which came with the model, names another digest for this file: one of the two was changed or is damaged.",
        new(EvidenceText.Quote(file.Path, maxLength: 1024)),
        Evidence.Quoted("checksum file", list),
        new("named sha256", named.Hex),
        new("found sha256", file.Sha256.Hex));
}
