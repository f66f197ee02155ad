using Microsoft.Win32.SafeHandles;

namespace Assay.OnnxRuntime.Native;

/// <summary>
/// Owns one native object of any kind. It keeps its parent alive, since the runtime frees an environment under its sessions without asking and
/// finalizers come in any order.
/// </summary>
internal sealed unsafe class OrtHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly delegate* unmanaged<nint, void> _release;
    private readonly LiveHandleCount _live;
    private readonly OrtHandle? _parent;

    public OrtHandle(nint value, delegate* unmanaged<nint, void> release, LiveHandleCount live, OrtHandle? parent = null)
        : base(ownsHandle: true)
    {
        _release = release;
        _live = live;
        if (parent is not null)
        {
            var added = false;
            parent.DangerousAddRef(ref added);
            _parent = parent;
        }
        SetHandle(value);
        live.Add();
    }

    /// <summary>The object for one native call; the caller keeps this handle alive until after it.</summary>
    public nint Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    protected override bool ReleaseHandle()
    {
        _release(handle);
        _live.Remove();
        _parent?.DangerousRelease();
        return true;
    }
}
