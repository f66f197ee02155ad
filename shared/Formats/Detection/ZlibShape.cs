using Assay.Formats.Deflate;
using Assay.Formats.Expansion;

namespace Assay.Formats.Detection;

/// <summary>A zlib stream has two bytes of header that many files begin with by chance; so a little of it is expanded.</summary>
internal static class ZlibShape
{
    private const int Sample = 4096;

    public static bool Looks(ReadOnlySpan<byte> head)
    {
        // Any window size is allowed; writers use the largest, so for the others more has to make sense.
        if (head.Length < 8 || (head[0] & 0x8f) != 0x08 || ((head[0] << 8) | head[1]) % 31 != 0 || (head[1] & 0x20) != 0) return false;
        var cut = head.Length > Sample;
        using var bytes = new MemoryStream(head[..Math.Min(head.Length, Sample)].ToArray());
        using var inflate = new ZlibDecoder(new ByteFeed(bytes));
        var expanded = new byte[Sample];
        var read = 0;
        try
        {
            int n;
            while (read < expanded.Length && (n = inflate.Read(expanded.AsSpan(read))) > 0) read += n;
            return head[0] == 0x78 || (read > 0 && inflate.Consumed >= Math.Min(head.Length, Sample));
        }
        catch (InvalidDataException)
        {
            // A sample ends in the middle; damage before that is chance, unless so much came out first that it is not.
            return read >= (head[0] == 0x78 ? 64 : 1024) || (cut && inflate.Consumed == Sample && read > 0);
        }
    }
}
