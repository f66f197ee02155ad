using System.Text.Json;
using Assay.Attestation.Transparency;
using Assay.Cli.Provenance;
using Assay.Contracts.Findings;

namespace Assay.Cli.Log;

/// <summary>
/// Checkpoints that a monitor has seen, in a file of its own: worth something where whoever can write the log's database cannot write it.
/// </summary>
internal static class SeenCheckpoints
{
    /// <summary>Each one is compared at every look; the oldest ones say the same as those after them.</summary>
    public const int Most = 1000;

    /// <summary>The notes; none where there is no file yet.</summary>
    /// <exception cref="UsageException">The file is damaged.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        if (!File.Exists(path)) return [];
        try
        {
            return JsonSerializer.Deserialize<List<string>>(BoundedFile.Read(path, "the file of seen checkpoints", BoundedFile.SignatureLimit)) ?? [];
        }
        catch (JsonException)
        {
            throw new UsageException($"'{EvidenceText.Quote(path)}' is damaged; restore it, or name another file with --seen to begin anew");
        }
    }

    /// <summary>The notes as checkpoints, each verified again: the file may have been written by others.</summary>
    /// <exception cref="UsageException">One is not signed by a key of the log.</exception>
    public static IReadOnlyList<Checkpoint> Verified(IReadOnlyList<string> notes, IReadOnlyCollection<NoteKey> keys, string path) =>
        [.. notes.Select(note =>
    {
        var checkpoint = SignedCheckpoint.Verify(note, keys);
        return checkpoint.IsOk
            ? checkpoint.Value.Checkpoint
            : throw new UsageException($"'{EvidenceText.Quote(path)}' holds a checkpoint that the log's keys have not signed: {checkpoint.Reason}");
    })];

    /// <summary>Adds a note, unless it is the newest already; keeps the first one and the newest.</summary>
    public static void Add(string path, IReadOnlyList<string> notes, string note)
    {
        if (notes.Count > 0 && notes[^1] == note) return;
        List<string> kept = [.. notes, note];
        if (kept.Count > Most) kept.RemoveRange(1, kept.Count - Most);
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            File.WriteAllText(path + ".part", JsonSerializer.Serialize(kept));
            File.Move(path + ".part", path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the file of seen checkpoints '{EvidenceText.Quote(path)}' cannot be written: {e.Message}");
        }
    }
}
