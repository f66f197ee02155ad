using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.Hdf5;
using Assay.Inspect.Analysers.Keras;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Inspect.Analysers.Hdf5;

/// <summary>Says where an HDF5 file leads: to other files, to values that are unpickled, to bytes that nothing refers to.</summary>
public sealed class Hdf5Analyser : IAnalyser
{
    /// <summary>Filters that come with the library: deflate, shuffle, checksum, szip, n-bit, scale and offset.</summary>
    private const int LastOwnFilter = 6;

    private const int MaxUnread = 1000;

    public AnalyserManifest Manifest { get; } = new("hdf5", 1, Maturity.Enforcing, [FileFormat.Hdf5], Hdf5Rules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingList(context);
        var file = Hdf5Reader.Read(context.Bytes, cancellationToken);
        foreach (var reference in file.References) Report(reference, findings);
        foreach (var fault in file.Faults)
            findings.Add(fault.IsLimit ? Hdf5Rules.Limit : Hdf5Rules.Damaged, fault.Offset, $"The file cannot be followed everywhere: {fault.Reason}.");
        foreach (var filter in file.Filters)
        {
            if (filter > LastOwnFilter) findings.Add(Hdf5Rules.ForeignFilter, 0, $"Data is stored through filter {filter}, which needs a plugin.");
        }
        Pickles(context, file, findings, cancellationToken);
        var places = new Hdf5Places(context.Bytes, findings, cancellationToken);
        if (file.UserBlock > 0) places.Prefix(file.UserBlock);
        if (file.HasSuperblock) places.Behind(file.End);
        foreach (var gap in file.Gaps) places.Gap(gap);
        var unread = new List<ByteRange>(file.Gaps.Take(MaxUnread));
        if (file.End < context.Bytes.Length) unread.Add(new(file.End, context.Bytes.Length - file.End));
        if (file.UserBlock > 0) unread.Insert(0, new(0, file.UserBlock));
        if (!file.HasSuperblock) unread = [new(0, context.Bytes.Length)];
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), context.Bytes.Length - unread.Sum(r => r.Length), Partial(file)) { Unread = unread });
    }

    private static string? Partial(Hdf5File file) => file.Faults.Count == 0 ? null : "the structure of the HDF5 file could not be followed everywhere";

    private static void Report(Hdf5Reference reference, FindingList findings)
    {
        var (path, name) = (EvidenceText.Quote(reference.Path), EvidenceText.Quote(reference.File));
        if (reference.Kind == Hdf5ReferenceKind.UserDefinedLink)
        {
            findings.Add(Hdf5Rules.ForeignLink, reference.Offset, $"The link {path} is of a type that only a registered program can follow.");
            return;
        }
        var what = reference.Kind switch
        {
            Hdf5ReferenceKind.ExternalLink => "The link {0} leads into the file {1}",
            Hdf5ReferenceKind.ExternalStorage => "The bytes of the dataset {0} are those of the file {1}",
            _ => "The dataset {0} is made of datasets of the file {1}",
        };
        // Bare names of storage are looked for where the program was started, not beside the model.
        var leaves = OutsidePath.Leaves(reference.File) || reference.Kind == Hdf5ReferenceKind.ExternalStorage;
        findings.Add(
            Hdf5Rules.Outside, leaves ? Severity.High : Severity.Medium, reference.Offset,
            string.Format(null, what, path, name) + ".",
            Evidence.Quoted("file", reference.File), Evidence.Quoted("object", reference.Path), Evidence.Quoted("target", reference.Target));
    }

    private static void Pickles(AnalysisContext context, Hdf5File file, FindingList findings, CancellationToken cancellationToken)
    {
        var embedded = new EmbeddedBytes(context, cancellationToken);
        foreach (var value in file.Values)
        {
            foreach (var element in value.Elements)
            {
                if (!MayBePickle(element.Span) || embedded.Examine(element) is not { } found) continue;
                var worst = found.Count > 0 ? found[0] : null;
                var where = EvidenceText.Quote(value.Name.Length > 0 ? value.Path + "@" + value.Name : value.Path);
                findings.Add(
                    Hdf5Rules.Pickle, worst?.Severity is { } s && s > Severity.Low ? s : Severity.Low, value.Offset,
                    $"The value {where} is a pickle. {worst?.Message ?? "Loading it builds data and no more."}", [.. worst?.Evidence ?? []]);
            }
        }
    }

    // Names and descriptions are most of the values; a pickle ends with a point, and an archive begins with its mark.
    private static bool MayBePickle(ReadOnlySpan<byte> value) =>
        value.Length > 12 && (value.StartsWith("PK"u8) || value[0] == 0x80 || value.TrimEnd((byte)0).EndsWith("."u8) || value.IndexOf("\n."u8) > 0);
}
