using System.Runtime.InteropServices;

namespace Assay.Storage.Blobs.Folder;

/// <summary>
/// A buffer on its way through the stages of a write: pinned and aligned, so that the kernel can write it to the disk without a copy.
/// </summary>
internal sealed class Block
{
    /// <summary>Large enough that a hand-over between threads costs nothing beside the work on it, small enough for the processor's cache.</summary>
    public const int Size = 1 << 20;

    /// <summary>Direct writes want multiples of the disk's block; none in use is larger than a page.</summary>
    private const int Alignment = 4096;

    private readonly byte[] _array = GC.AllocateUninitializedArray<byte>(Size + Alignment, pinned: true);
    private readonly int _start;
    private int _users;

    public Block()
    {
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0).ToInt64();
        _start = (int)((Alignment - address % Alignment) % Alignment);
    }

    /// <summary>Bytes in use.</summary>
    public int Length { get; set; }

    public Memory<byte> Memory => new(_array, _start, Size);

    public ReadOnlySpan<byte> Content => new(_array, _start, Length);

    /// <summary>The content, filled up with zeros to a multiple of the alignment.</summary>
    public ReadOnlySpan<byte> Padded
    {
        get
        {
            var padded = (Length + Alignment - 1) / Alignment * Alignment;
            _array.AsSpan(_start + Length, padded - Length).Clear();
            return new(_array, _start, padded);
        }
    }

    /// <summary>Hands the block to a number of users.</summary>
    public void Share(int users) => Volatile.Write(ref _users, users);

    /// <summary>One user is done; true for the last.</summary>
    public bool Release() => Interlocked.Decrement(ref _users) == 0;
}
