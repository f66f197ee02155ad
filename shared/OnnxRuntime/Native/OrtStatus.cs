using System.Runtime.InteropServices;

namespace Assay.OnnxRuntime.Native;

/// <summary>Turns a native status into an exception.</summary>
internal static unsafe class OrtStatus
{
    /// <summary>Frees a status that is not null and throws what it said.</summary>
    public static void Check(OrtApi api, nint status)
    {
        if (status == 0) return;
        var code = (OrtErrorCode)api.GetErrorCode(status);
        var message = Marshal.PtrToStringUTF8((nint)api.GetErrorMessage(status)) ?? "";
        api.Release(ApiPosition.ReleaseStatus)(status);
        throw new OrtException(code, message);
    }
}
