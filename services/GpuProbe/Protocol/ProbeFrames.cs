using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Contracts;

namespace Assay.GpuProbe.Protocol;

/// <summary>Frames between worker and child: length in four little-endian bytes, then that many bytes of JSON in UTF-8.</summary>
public static class ProbeFrames
{
    /// <summary>Longest frame: a result with all its evidence is a hundredth of it.</summary>
    public const int MaxLength = 16 << 20;

    private static readonly JsonSerializerOptions Strict = new(AssayJson.Options)
    {
        MaxDepth = 16,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Writes one frame and flushes.</summary>
    public static async Task WriteAsync<T>(Stream stream, T value, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, Strict);
        if (body.Length > MaxLength) throw new ProbeProtocolException($"A frame of {body.Length} bytes is longer than the {MaxLength} allowed.");
        var header = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)body.Length);
        await stream.WriteAsync(header, cancellationToken);
        await stream.WriteAsync(body, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>Reads one frame; null at a clean end of the stream.</summary>
    /// <exception cref="ProbeProtocolException">Too long, cut off, or not the JSON that is expected.</exception>
    public static async Task<T?> ReadAsync<T>(Stream stream, CancellationToken cancellationToken)
        where T : class
    {
        var header = new byte[sizeof(uint)];
        var got = await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
        if (got == 0) return null;
        if (got < header.Length) throw CutOff("The stream ends inside a frame's length.");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (length > MaxLength) throw new ProbeProtocolException($"A frame of {length} bytes is longer than the {MaxLength} allowed.");
        var body = new byte[length];
        got = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        if (got < body.Length) throw CutOff($"The stream ends after {got} of a frame's {length} bytes.");
        try
        {
            return JsonSerializer.Deserialize<T>(body, Strict) ?? throw new ProbeProtocolException("A frame holds null.");
        }
        catch (JsonException exception)
        {
            throw new ProbeProtocolException($"A frame is not what is expected: {exception.Message}");
        }
    }

    private static ProbeProtocolException CutOff(string message) => new(message) { IsCutOff = true };
}
