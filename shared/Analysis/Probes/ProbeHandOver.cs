using System.Text.Json;
using Assay.Contracts;

namespace Assay.Analysis.Probes;

/// <summary>Turns what one probe leaves for another into bytes and back. The model may own the process: the reader checks what it gets.</summary>
public static class ProbeHandOver
{
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, AssayJson.Options);

    /// <summary>What an earlier probe left; null where it left nothing or something else.</summary>
    public static T? Read<T>(byte[]? bytes)
        where T : class
    {
        if (bytes is null) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, AssayJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
