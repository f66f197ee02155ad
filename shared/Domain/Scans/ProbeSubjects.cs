using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;

namespace Assay.Domain.Scans;

/// <summary>Finds the files of a version that probes can run.</summary>
public static class ProbeSubjects
{
    /// <summary>What probes accept where none has announced itself: the task then waits for a worker, or fails with a reason.</summary>
    private static readonly string[] DefaultFormats = [FileFormat.Onnx];

    /// <param name="version">The version.</param>
    /// <param name="facts">About its files.</param>
    /// <param name="probes">What is installed.</param>
    /// <param name="bases">What it declares as its bases (<see cref="Scan.Bases"/>).</param>
    public static IReadOnlyList<ProbeSubject> Of(
        ModelVersion version, KnownFacts facts, IReadOnlyList<AnalyserDescriptor> probes, IReadOnlyList<BaseModel> bases)
    {
        var accepted = probes.Count == 0 ? DefaultFormats : [.. probes.SelectMany(p => p.Accepts).Distinct()];
        var stored = version.Files.Where(f => f.State == FileState.Stored).Select(f => (File: f, Format: FormatOf(f, facts))).ToList();
        List<ProbeSubject> models = [.. stored.Where(f => accepted.Contains(f.Format)).DistinctBy(f => f.File.Sha256).Select(f => Subject(f.File, f.Format, stored))];
        return [.. models.Select(m => m with { Reference = ReferenceChoice.For(m, models, bases) })];
    }

    /// <summary>The artifact's own format as the walk detected it; unknown where it has not been inspected.</summary>
    public static string FormatOf(VersionFile file, KnownFacts facts) =>
        facts.Newest(InspectSubjects.Key(file), AnalyserDescriptor.WalkId)?.Body.Formats is [var format, ..] ? format : FileFormat.Unknown;

    /// <summary>
    /// Key of the facts about a model file: with companions, SHA-256 over the digests of all files and the names relative to the folder, since the
    /// model names its external data by them.
    /// </summary>
    public static Sha256Digest Key(SubjectFile file, IReadOnlyList<SubjectFile> companions)
    {
        if (companions.Count == 0) return file.Sha256;
        var text = new StringBuilder(file.Sha256.Hex);
        var folder = FolderOf(file.Path);
        foreach (var companion in companions.OrderBy(c => c.Path, StringComparer.Ordinal))
        {
            // The same file means something else beside the model than at the root.
            var place = FolderOf(companion.Path) == folder ? "" : "/";
            text.Append('\n').Append(companion.Sha256.Hex).Append(' ').Append(place).Append(NameOf(companion.Path));
        }
        return Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Key of facts about a model file together with what it is compared with.</summary>
    public static Sha256Digest Key(Sha256Digest subject, ReferenceModel reference) => Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"assay.reference\n{subject.Hex}\n{reference.Kind}\n{Key(reference.File, reference.Companions).Hex}\n{reference.Name}")));

    /// <summary>Key of what a probe says of a model: only the comparison depends on the reference.</summary>
    public static Sha256Digest KeyFor(AnalyserDescriptor probe, Sha256Digest subject, ReferenceModel? reference) =>
        reference is null || probe.Id != AnalyserDescriptor.DescentId ? subject : Key(subject, reference);

    private static ProbeSubject Subject(VersionFile model, string format, List<(VersionFile File, string Format)> stored)
    {
        var folder = FolderOf(model.Path);
        // External tensor data has no format of its own, so whatever is unknown and lies beside the model may belong to it.
        List<SubjectFile> companions = [.. stored
            .Where(f => f.File.Path != model.Path && (IsData(f.Format) && FolderOf(f.File.Path) == folder || ProbeCompanions.Belongs(f.File.Path, f.File.Size, folder)))
            .Select(f => new SubjectFile(f.File.Path, f.File.Sha256, f.File.Size))];
        var file = new SubjectFile(model.Path, model.Sha256, model.Size);
        return new(file, format, companions, Key(file, companions));
    }

    private static bool IsData(string format) => format is FileFormat.Unknown or FileFormat.Empty;

    private static string FolderOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
