using System.Buffers;

namespace Assay.OnnxRuntime.Native;

/// <summary>Unpins memory and gives it back.</summary>
internal sealed class PinnedOwner(MemoryHandle pin, IMemoryOwner<byte> owner) : IDisposable
{
    private MemoryHandle _pin = pin;

    public void Dispose()
    {
        _pin.Dispose();
        owner.Dispose();
    }
}
