using System.Buffers;
using System.Runtime.InteropServices;
using Assay.OnnxRuntime;

namespace Assay.Analysis.Probes.Feeding;

/// <summary>Makes the tensors for one run out of inputs that do not depend on the model.</summary>
public sealed class ModelFeeder(OrtRuntime runtime, IReadOnlyList<OrtPort> ports, ModelInterface model)
{
    /// <summary>Tensors for every input of the model.</summary>
    /// <param name="inputs">Where to take from.</param>
    /// <param name="first">The first one.</param>
    /// <param name="count">How many; those behind the last repeat it, which fills up a fixed batch.</param>
    public IReadOnlyList<KeyValuePair<string, OrtTensor>> Tensors(ProbeInputs inputs, int first, int count)
    {
        var tensors = new List<KeyValuePair<string, OrtTensor>>(ports.Count);
        try
        {
            foreach (var port in ports) tensors.Add(new(port.Name, Create(port, inputs, first, count)));
            return tensors;
        }
        catch
        {
            foreach (var (_, tensor) in tensors) tensor.Dispose();
            throw;
        }
    }

    private OrtTensor Create(OrtPort port, ProbeInputs inputs, int first, int count) => (inputs, model) switch
    {
        (ImageInputs images, { Image: { } image }) when port.Name == image.Name => Image(image, images, first, count),
        (TokenInputs tokens, { Tokens: { } token }) when port.Name == token.Name =>
            Integers(port, count, tokens.Length, (row, column) => tokens[Row(first + row, tokens.Count)][column]),
        (TokenInputs tokens, { Tokens: { } token }) => Companion(port, token, tokens, first, count),
        _ => throw new OrtException(OrtErrorCode.InvalidArgument, $"There is nothing to feed the input {port.Name} with."),
    };

    private static int Row(int row, int rows) => Math.Min(row, rows - 1);

    /// <summary>What stands beside the ids: mask, types, positions, an empty cache.</summary>
    private OrtTensor Companion(OrtPort port, TokenInput token, TokenInputs tokens, int first, int count)
    {
        if (port.ElementType.IsFloat()) return Empty(port, count);
        if (port.Shape.Count < 2) return Scalar(port);
        if (TokenPorts.IsMask(port.Name))
            return Integers(port, count, tokens.Length, (row, column) => tokens[Row(first + row, tokens.Count)][column] == token.Pad ? 0 : 1);
        return Integers(port, count, tokens.Length, (_, column) => TokenPorts.IsPosition(port.Name) ? column : 0);
    }

    private OrtTensor Image(ImageInput image, ImageInputs images, int first, int count)
    {
        var area = image.Height * image.Width;
        long[] shape = image.ChannelsFirst
            ? [count, image.Channels, image.Height, image.Width]
            : [count, image.Height, image.Width, image.Channels];
        return Fill(image.ElementType, (long)count * image.Size, shape, (bytes, type) =>
        {
            for (var row = 0; row < count; row++)
            {
                var values = images[Row(first + row, images.Count)];
                for (var i = 0; i < values.Length; i++)
                {
                    var (channel, pixel) = (i / area, i % area);
                    var at = (row * image.Size) + (image.ChannelsFirst ? i : (pixel * image.Channels) + channel);
                    Write(bytes, type, at, image.Encode(values[i], channel));
                }
            }
        });
    }

    private OrtTensor Integers(OrtPort port, int count, int length, Func<int, int, long> value) =>
        Fill(port.ElementType, (long)count * length, [count, length], (bytes, type) =>
        {
            for (var row = 0; row < count; row++)
            {
                for (var column = 0; column < length; column++) Write(bytes, type, (row * length) + column, value(row, column));
            }
        });

    private OrtTensor Scalar(OrtPort port)
    {
        long[] shape = [.. port.Shape.Select(d => d.Size ?? 1)];
        return Fill(port.ElementType, shape.Aggregate(1L, (a, b) => a * b), shape, (_, _) => { });
    }

    /// <summary>Keys and values of no positions: open dimensions are the batch first, nothing then.</summary>
    private OrtTensor Empty(OrtPort port, int count)
    {
        long[] shape = [.. port.Shape.Select((d, i) => d.Size ?? (i == 0 ? count : 0))];
        return Fill(port.ElementType, shape.Aggregate(1L, (a, b) => a * b), shape, (_, _) => { });
    }

    private OrtTensor Fill(OrtElementType type, long elements, long[] shape, Action<Memory<byte>, OrtElementType> fill)
    {
        var length = checked((int)(elements * type.Size()!.Value));
        var owner = MemoryPool<byte>.Shared.Rent(Math.Max(1, length));
        owner.Memory.Span[..length].Clear();
        fill(owner.Memory, type);
        return OrtTensor.OverBytes(runtime, type, owner, shape);
    }

    private static void Write(Memory<byte> bytes, OrtElementType type, int index, double value)
    {
        var span = bytes.Span;
        switch (type)
        {
            case OrtElementType.Float: MemoryMarshal.Cast<byte, float>(span)[index] = (float)value; break;
            case OrtElementType.Double: MemoryMarshal.Cast<byte, double>(span)[index] = value; break;
            case OrtElementType.Float16: MemoryMarshal.Cast<byte, Half>(span)[index] = (Half)value; break;
            case OrtElementType.Int64: MemoryMarshal.Cast<byte, long>(span)[index] = (long)value; break;
            case OrtElementType.Int32: MemoryMarshal.Cast<byte, int>(span)[index] = (int)value; break;
            case OrtElementType.Bool: span[index] = value > 0 ? (byte)1 : (byte)0; break;
            case OrtElementType.UInt8: span[index] = (byte)Math.Clamp(Math.Round(value), 0, 255); break;
            default: throw new OrtException(OrtErrorCode.NotImplemented, $"Inputs of {type} cannot be made.");
        }
    }
}
