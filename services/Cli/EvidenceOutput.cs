using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Storage.Blobs;

namespace Assay.Cli;

/// <summary>Saves the pictures and texts that probes made, so that a person can look at them.</summary>
internal static class EvidenceOutput
{
    private const int DigestLetters = 12;

    /// <summary>
    /// Copies every attachment of a report: to a folder beside the report's file, or, where the report goes to the terminal, to one in the data folder.
    /// Says where on <paramref name="notes"/>. What cannot be written is said and does not spoil the report.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="output">The report's file; null for the terminal.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="blobs">Where the attachments are.</param>
    /// <param name="notes">For a person.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task SaveAsync(
        ScanReport report, string? output, string data, IBlobStore blobs, TextWriter notes, CancellationToken cancellationToken)
    {
        var attachments = report.Models.SelectMany(m => m.Attachments ?? []).DistinctBy(a => (a.Sha256, a.Name)).ToList();
        if (attachments.Count == 0) return;
        var folder = output is null ? Path.Combine(data, "evidence", report.Models[0].ScanId.ToString("N")) : output + ".evidence";
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var attachment in attachments) await SaveAsync(attachment, folder, blobs, notes, cancellationToken);
            await notes.WriteLineAsync($"assay: {attachments.Count} pieces of evidence are in {EvidenceText.Quote(folder)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await notes.WriteLineAsync($"assay: the evidence cannot be written to {EvidenceText.Quote(folder)}: {EvidenceText.Quote(e.Message)}");
        }
    }

    /// <summary>The name that an attachment gets: its digest first, so that two models' triggers do not meet.</summary>
    public static string FileName(AttachmentReport attachment)
    {
        var name = new string([.. attachment.Name.Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_')]);
        return $"{attachment.Sha256.Hex[..DigestLetters]}-{name}";
    }

    private static async Task SaveAsync(AttachmentReport attachment, string folder, IBlobStore blobs, TextWriter notes, CancellationToken cancellationToken)
    {
        using var blob = await blobs.OpenAsync(attachment.Sha256, cancellationToken);
        if (blob is null)
        {
            await notes.WriteLineAsync($"assay: the evidence {EvidenceText.Quote(attachment.Name)} is not in the store any more; scan again with --refresh");
            return;
        }
        File.Copy(blob.LocalPath, Path.Combine(folder, FileName(attachment)), overwrite: true);
    }
}
