using System.Runtime.InteropServices;

namespace Assay.OnnxRuntime.Native;

/// <summary>The runtime's default logger writes text from the model to standard error; this one writes nowhere.</summary>
internal static unsafe class SilentLog
{
    public static delegate* unmanaged<nint, int, byte*, byte*, byte*, byte*, void> Function => &Discard;

    [UnmanagedCallersOnly]
    private static void Discard(nint state, int severity, byte* category, byte* id, byte* location, byte* message)
    {
    }
}
