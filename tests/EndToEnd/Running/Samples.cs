using System.IO.Compression;
using System.Text;

namespace Assay.Tests.EndToEnd.Running;

/// <summary>Small model files. The malicious one would print a word, and is only ever read.</summary>
internal static class Samples
{
    /// <summary>A pickle that calls os.system when it is loaded.</summary>
    public static byte[] Malicious { get; } = Encoding.ASCII.GetBytes("cos\nsystem\n(S'echo assay-canary'\ntR.");

    /// <summary>A pickle of an empty dictionary.</summary>
    public static byte[] Harmless { get; } = [0x80, 0x02, (byte)'}', (byte)'.'];

    /// <summary>A safetensors file with one tensor of four bytes.</summary>
    public static byte[] Safetensors()
    {
        var header = Encoding.UTF8.GetBytes("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}");
        return [.. BitConverter.GetBytes((long)header.Length), .. header, 0, 0, 128, 63];
    }

    /// <summary>An archive with these members, under whatever names.</summary>
    public static byte[] Zip(params (string Name, byte[] Bytes)[] members)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var member = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                member.Write(content);
            }
        }
        return bytes.ToArray();
    }
}
