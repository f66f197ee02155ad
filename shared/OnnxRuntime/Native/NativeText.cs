using System.Text;

namespace Assay.OnnxRuntime.Native;

/// <summary>Text as the C API wants it: zero-terminated, on the pinned heap, so that its address stays what it is.</summary>
internal sealed unsafe class NativeText
{
    private readonly byte[] _bytes;

    private NativeText(string text, Encoding encoding, int terminator)
    {
        if (text.Contains('\0')) throw new OrtException(OrtErrorCode.InvalidArgument, "A name or path must not contain a zero character.");
        _bytes = GC.AllocateArray<byte>(encoding.GetByteCount(text) + terminator, pinned: true);
        encoding.GetBytes(text, _bytes);
    }

    /// <summary>Valid while this object is reachable.</summary>
    public byte* Pointer
    {
        get
        {
            fixed (byte* pointer = _bytes) return pointer;
        }
    }

    public static NativeText Utf8(string text) => new(text, Encoding.UTF8, 1);

    /// <summary>A path: UTF-16 on Windows, UTF-8 elsewhere.</summary>
    public static NativeText Path(string path) => OperatingSystem.IsWindows() ? new(path, Encoding.Unicode, 2) : Utf8(path);
}
