using System.Text.Json;
using Assay.Contracts.Values;
using Assay.Domain.Versions;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>Reads an entry of a tree listing.</summary>
internal static class HubTreeEntry
{
    /// <summary>False: the entry has not the shape that it should. A directory is no file and no error.</summary>
    public static bool TryRead(JsonElement entry, SourceRequest request, IngestOptions limits, out VersionFile? file)
    {
        file = null;
        var type = HubJson.Text(entry, "type");
        if (type == "directory") return true;
        if (type is null || HubJson.Text(entry, "path") is not { } path) return false;
        if (type != "file")
        {
            file = new() { Path = path, Size = 0, State = FileState.Refused, Note = "neither a file nor a directory: not fetched" };
            return true;
        }
        if (HubJson.Size(entry, "size") is not { } size || !GitBlobDigest.TryParse(HubJson.Text(entry, "oid"), out var oid)) return false;
        var isLarge = entry.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object;
        Sha256Digest sha256 = default;
        if (isLarge)
        {
            if (!Sha256Digest.TryParse(HubJson.Text(lfs, "oid"), out sha256)) return false;
            size = HubJson.Size(lfs, "size") ?? size;
        }
        var problem = HubPath.Problem(path);
        var tooLarge = size > limits.MaxFileBytes;
        file = new()
        {
            Path = path,
            Size = size,
            DeclaredSize = size,
            DeclaredSha256 = sha256,
            // The git id of a large file is that of its pointer, which says nothing about the bytes.
            DeclaredGitBlob = isLarge ? default : oid,
            State = problem is not null ? FileState.Refused : tooLarge ? FileState.Unreadable : FileState.NotRead,
            Note = problem ?? (tooLarge ? $"larger than the limit of {limits.MaxFileBytes} bytes (Ingest:MaxFileBytes)" : request.ReasonToSkip(size)),
        };
        return true;
    }
}
