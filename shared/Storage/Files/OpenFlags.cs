using System.Runtime.InteropServices;

namespace Assay.Storage.Files;

/// <summary>Flags of open(2). Three of them have other values on ARM than on x86.</summary>
internal static class OpenFlags
{
    public const int Read = 0;
    public const int Write = 1;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    private static readonly bool _arm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    /// <summary>Past the page cache; buffers, offsets and lengths have to be aligned.</summary>
    public static int Direct => _arm ? 0x10000 : 0x4000;

    public static int Directory => _arm ? 0x4000 : 0x10000;

    public static int NoFollow => _arm ? 0x8000 : 0x20000;
}
