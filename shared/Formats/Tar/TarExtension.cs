using System.Globalization;
using System.Text;

namespace Assay.Formats.Tar;

/// <summary>What GNU's long-name entries and pax headers say of the entry that follows.</summary>
/// <param name="global">What global pax headers have said so far of all entries.</param>
internal sealed class TarExtension(TarExtension? global = null)
{
    /// <summary>Longest extension data read; the rest is ignored.</summary>
    private const int MaxBytes = 1 << 20;

    public string? Name { get; private set; } = global?.Name;

    public string? LinkName { get; private set; } = global?.LinkName;

    public long? Size { get; private set; } = global?.Size;

    /// <summary>True where the entry is an extension, now taken in.</summary>
    public bool TryTake(ByteSource source, byte type, long offset, long size)
    {
        switch (type)
        {
            case (byte)'L':
                Name = TarHeader.Text(Read(source, offset, size));
                return true;
            case (byte)'K':
                LinkName = TarHeader.Text(Read(source, offset, size));
                return true;
            case (byte)'x' or (byte)'X':
                Pax(Read(source, offset, size));
                return true;
            default:
                if (type != (byte)'g') return false;
                // Python takes names and sizes from global headers, too.
                global?.Pax(Read(source, offset, size));
                Pax(Read(source, offset, size));
                return true;
        }
    }

    // Records of the form "length key=value\n", length in decimal and counting itself.
    private void Pax(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var space = data.IndexOf((byte)' ');
            if (space is < 1 or > 9) return;
            if (!int.TryParse(Encoding.ASCII.GetString(data[..space]), NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return;
            if (length <= space + 1 || length > data.Length) return;
            var record = Encoding.UTF8.GetString(data[(space + 1)..length]).TrimEnd('\n');
            var equals = record.IndexOf('=');
            if (equals > 0) Set(record[..equals], record[(equals + 1)..]);
            data = data[length..];
        }
    }

    private void Set(string key, string value)
    {
        switch (key)
        {
            case "path" or "GNU.sparse.name":
                Name = value;
                break;
            case "linkpath":
                LinkName = value;
                break;
            case "size" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size):
                Size = size;
                break;
        }
    }

    private static byte[] Read(ByteSource source, long offset, long size)
    {
        var buffer = new byte[(int)Math.Min(Math.Min(size, MaxBytes), Math.Max(0, source.Length - offset))];
        return source.Read(offset, buffer) == buffer.Length ? buffer : [];
    }
}
