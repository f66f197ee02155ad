using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Reporting.Api.Submission;

/// <summary>
/// Ids of a run and its scans. With an idempotency key they follow from the submitter, the key and the target (SHA-256, as UUID version 8 of
/// RFC 9562), so that repeating a submission names the same scans; without one they are new each time.
/// </summary>
internal sealed class SubmissionIds(string submitter, string? key)
{
    public bool AreRepeatable => key is not null;

    public Guid Run() => key is null ? Guid.CreateVersion7() : Derive("run", "");

    public Guid Scan(string target) => key is null ? Guid.CreateVersion7() : Derive("scan", target);

    private Guid Derive(string kind, string target)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in (ReadOnlySpan<string>)["assay-submission/1", kind, submitter, key!, target])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            // The length first, so that no two lists of parts are the same bytes.
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
        var id = hash.GetHashAndReset().AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0f) | 0x80);
        id[8] = (byte)((id[8] & 0x3f) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
