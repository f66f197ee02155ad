using System.Text;
using Assay.Contracts.Findings;

namespace Assay.Cli.Provenance;

/// <summary>Reads small files that the user names.</summary>
internal static class BoundedFile
{
    /// <summary>Keys, certificates and trusted roots have kilobytes.</summary>
    public const int SmallLimit = 1 << 20;

    /// <summary>A signature of 100,000 files has 27 MB.</summary>
    public const int SignatureLimit = 64 << 20;

    /// <exception cref="UsageException">It cannot be read, or is longer.</exception>
    public static byte[] Read(string path, string what, int limit)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int n; (n = file.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, n);
                if (bytes.Length > limit)
                    throw new UsageException($"{what} '{EvidenceText.Quote(path)}' has more than {limit} bytes, so it is something else");
            }
            return bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{what} '{EvidenceText.Quote(path)}' cannot be read: {e.Message}");
        }
    }

    /// <exception cref="UsageException">It cannot be read, or is longer.</exception>
    public static string ReadText(string path, string what) => Encoding.UTF8.GetString(Read(path, what, SmallLimit));
}
