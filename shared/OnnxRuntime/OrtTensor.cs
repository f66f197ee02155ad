using System.Buffers;
using System.Runtime.InteropServices;
using Assay.OnnxRuntime.Native;

namespace Assay.OnnxRuntime;

/// <summary>
/// A tensor: over memory of the caller, which it pins until it is disposed, or over memory of the runtime (outputs, and what a session allocates),
/// which is valid until it is disposed. Not thread-safe while it is disposed.
/// </summary>
public sealed unsafe class OrtTensor : IDisposable
{
    private readonly IDisposable? _pin;
    private readonly byte* _data;

    internal OrtTensor(OrtHandle handle, OrtElementType elementType, long[] shape, byte* data, IDisposable? pin)
    {
        (Handle, ElementType, Shape, _pin) = (handle, elementType, shape, pin);
        _data = data;
        ElementCount = TensorShape.Count(shape);
        ByteLength = ElementCount * (elementType.Size() ?? 0);
    }

    public OrtElementType ElementType { get; }

    public IReadOnlyList<long> Shape { get; }

    public long ElementCount { get; }

    public long ByteLength { get; }

    /// <summary>False where only a device can reach it: then it may be bound, and not be read here.</summary>
    public bool IsInMainMemory { get; internal init; } = true;

    internal OrtHandle Handle { get; }

    /// <summary>A tensor over the caller's memory, without a copy.</summary>
    /// <exception cref="OrtException">The shape does not fit the memory, or the type has no counterpart.</exception>
    public static OrtTensor Over<T>(OrtRuntime runtime, Memory<T> memory, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var count = TensorShape.Count(shape);
        if (count > memory.Length)
        {
            throw new OrtException(OrtErrorCode.InvalidArgument, $"A tensor of {count} elements does not fit into memory of {memory.Length}.");
        }
        var pin = memory.Pin();
        return Create(runtime, OrtElementTypes.Of<T>(), pin.Pointer, count * sizeof(T), shape, pin);
    }

    /// <summary>A tensor of any type with whole-byte elements over raw little-endian bytes; <paramref name="owner"/> is disposed with the tensor.</summary>
    /// <exception cref="OrtException">The shape does not fit the memory, or the type has no whole-byte elements (strings, 4-bit integers).</exception>
    public static OrtTensor OverBytes(OrtRuntime runtime, OrtElementType type, IMemoryOwner<byte> owner, params ReadOnlySpan<long> shape)
    {
        var size = type.Size() ?? throw new OrtException(OrtErrorCode.NotImplemented, $"Tensors of {type} are not supported.");
        var length = checked(TensorShape.Count(shape) * size);
        if (length > owner.Memory.Length)
        {
            throw new OrtException(OrtErrorCode.InvalidArgument, $"A tensor of {length} bytes does not fit into memory of {owner.Memory.Length}.");
        }
        var pin = owner.Memory.Pin();
        return Create(runtime, type, pin.Pointer, length, shape, new PinnedOwner(pin, owner));
    }

    /// <summary>The elements.</summary>
    /// <exception cref="OrtException">The tensor has another type.</exception>
    public ReadOnlySpan<T> Data<T>()
        where T : unmanaged => OrtElementTypes.Of<T>() == ElementType
            ? MemoryMarshal.Cast<byte, T>(Bytes(0, checked((int)ByteLength)))
            : throw new OrtException(OrtErrorCode.InvalidArgument, $"The tensor has elements of {ElementType}, not of {typeof(T).Name}.");

    /// <summary>A part of the raw bytes; tensors may be larger than a span.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside the tensor.</exception>
    public ReadOnlySpan<byte> Bytes(long offset, int length)
    {
        Check(offset, length);
        return length == 0 ? [] : new(_data + offset, length);
    }

    /// <summary>Replaces a part of the raw bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside the tensor.</exception>
    /// <exception cref="OrtException">It is not in main memory.</exception>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        Check(offset, bytes.Length);
        if (bytes.Length > 0) bytes.CopyTo(new(_data + offset, bytes.Length));
    }

    public void Dispose()
    {
        if (Handle.IsClosed) return;
        Handle.Dispose();
        _pin?.Dispose();
    }

    private void Check(long offset, int length)
    {
        ObjectDisposedException.ThrowIf(Handle.IsClosed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, ByteLength - length);
        if (!IsInMainMemory) throw new OrtException(OrtErrorCode.InvalidArgument, "The tensor is in a device's memory; bind an output in main memory to read it.");
    }

    private static OrtTensor Create(OrtRuntime runtime, OrtElementType type, void* data, long length, ReadOnlySpan<long> shape, IDisposable pin)
    {
        nint value;
        // An empty tensor may come without an address, which the runtime refuses.
        var address = data is null ? (void*)runtime.Allocator : data;
        fixed (long* dimensions = shape)
        {
            var status = runtime.Api.CreateTensorWithData(
                runtime.CpuMemory.Value, address, (nuint)length, dimensions, (nuint)shape.Length, (int)type, &value);
            if (status != 0) pin.Dispose();
            OrtStatus.Check(runtime.Api, status);
        }
        return new(runtime.Own(value, ApiPosition.ReleaseValue, runtime.Environment), type, shape.ToArray(), (byte*)address, pin);
    }
}
