using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Expansion;
using Assay.Formats.Zip;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>Examines bytes that stand inside a text or an attribute: a pickle, or an archive with pickles in it.</summary>
internal sealed class EmbeddedBytes(AnalysisContext context, CancellationToken cancellationToken)
{
    private const int MaxMembers = 256;
    private const int MaxOpened = 2000;

    // Without state: one serves all.
    private static readonly PickleAnalyser Pickles = new();

    private readonly ExpansionBudget _budget = new(new() { MemberBytes = 256L << 20, TotalBytes = 1L << 30 });
    private int _opened;

    /// <summary>The gravest things that loading the bytes as a pickle would do, the worst first; null where they hold no pickle.</summary>
    public IReadOnlyList<Finding>? Examine(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 12 || _opened++ > MaxOpened) return null;
        var source = new MemoryByteSource(bytes);
        var guess = FileTypeDetector.Detect(source, cancellationToken);
        List<Finding>? found = null;
        foreach (var format in guess.All)
        {
            if (format == FileFormat.Pickle) Add(ref found, source);
            else if (format is FileFormat.Zip or FileFormat.TorchZip) Members(ref found, source);
        }
        return found?.OrderByDescending(f => f.Severity).ToList();
    }

    private void Members(ref List<Finding>? found, ByteSource archive)
    {
        foreach (var entry in ZipReader.List(archive, MaxMembers, cancellationToken).Entries)
        {
            using var member = ZipMember.Open(archive, entry, _budget, cancellationToken);
            if (FileTypeDetector.Detect(member.Bytes, cancellationToken).All.Contains(FileFormat.Pickle)) Add(ref found, member.Bytes);
        }
    }

    // The pickle analyser never waits: its task is over when it returns.
    private void Add(ref List<Finding>? found, ByteSource source)
    {
        var task = Pickles.AnalyseAsync(context with { Format = FileFormat.Pickle, Bytes = source }, cancellationToken);
        (found ??= []).AddRange(task.IsCompleted ? task.Result.Findings : []);
    }
}
