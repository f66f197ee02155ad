namespace Assay.OnnxRuntime.Native;

/// <summary>Holds a handle open during native calls, so that a dispose on another thread waits instead of freeing what is in use.</summary>
internal readonly ref struct HandleUse
{
    private readonly OrtHandle _handle;

    public HandleUse(OrtHandle handle)
    {
        var added = false;
        handle.DangerousAddRef(ref added);
        _handle = handle;
        Value = handle.Value;
    }

    public nint Value { get; }

    public void Dispose() => _handle.DangerousRelease();
}
