using System.Globalization;

namespace Assay.Formats.PythonBytecode;

/// <summary>What number each instruction has in each version of CPython, and how many cache entries follow it.</summary>
internal sealed class PyOpcodeTable
{
    private const string Common =
        "PopTop 1, Nop 9, BinarySubscript 25, StoreAttr 95, StoreName 90, StoreGlobal 97, LoadConst 100, LoadName 101, BuildTuple 102, BuildTuple 103, "
        + "LoadAttr 106, ImportName 108, ImportFrom 109, LoadGlobal 116, LoadFast 124, StoreFast 125, GetIter 68, Return 83, ExtendedArg 144, "
        + "FormatValue 155, BuildString 157, MakeFunction 132";

    private const string Old =
        "RotTwo 2, DupTop 4, BinaryModulo 22, BinaryAdd 23, BinaryAdd 55, ImportStar 84, PopJump 114, PopJump 115, Call 131, LoadDeref 135, LoadDeref 136, "
        + "LoadDeref 148, StoreDeref 137, CallKw 141, CallEx 142";

    private static readonly Dictionary<int, PyOpcodeTable> ByVersion = new()
    {
        [6] = new(6, Common, Old),
        [7] = new(7, Common, Old, "LoadMethod 160, Call 161"),
        [8] = new(8, Common, Old, "LoadMethod 160, Call 161"),
        [9] = new(9, Common, Old, "LoadMethod 160, Call 161"),
        [10] = new(10, Common, Old, "LoadMethod 160, Call 161"),
        [11] = new(11, Common, "Nop 0, PushNull 2, BinarySubscript 25+4, StoreAttr 95+4, Swap 99, LoadAttr 106+4, LoadGlobal 116+5, Copy 120, ImportStar 84, "
            + "BinaryOperation 122+1, Nop 135, Nop 149, Nop 151, LoadDeref 136, LoadDeref 137, LoadDeref 148, StoreDeref 138, CallEx 142, LoadMethod 160+10, "
            + "Nop 166+1, Call 171+4, KwNames 172, PopJump 114, PopJump 115, Unknown 60+1, Unknown 92+1, Unknown 107+2"),
        [12] = new(12, Common, "Nop 0, PushNull 2, BinarySubscript 25+1, StoreAttr 95+4, Swap 99, LoadAttr 106+9, LoadGlobal 116+4, Copy 120, "
            + "ReturnConst 121, BinaryOperation 122+1, Nop 135, Nop 149, Nop 151, LoadFast 127, LoadFast 143, LoadDeref 136, LoadDeref 137, StoreDeref 138, "
            + "LoadSuperAttr 141+1, CallEx 142, Call 171+3, KwNames 172, Intrinsic 173, LoadName 175, LoadDeref 176, PopJump 114, PopJump 115, Unknown 60+1, Unknown 92+1, "
            + "Unknown 93+1, Unknown 107+1, Unknown 123+1"),
        [13] = new(13, "Nop 0, BinarySubscript 5+1, FormatValue 14, GetIter 19, MakeFunction 26, Nop 30, PopTop 32, PushNull 34, Return 36, ToBool 40+3, "
            + "BinaryOperation 45+1, BuildTuple 47, BuildString 51, BuildTuple 52, Call 53+3, CallEx 54, Intrinsic 55, CallKw 57, Copy 61, Nop 62, ExtendedArg 71, "
            + "ImportFrom 74, ImportName 75, LoadAttr 82+9, LoadConst 83, LoadDeref 84, LoadFast 85, LoadFast 86, LoadFast 87, LoadFastPair 88, "
            + "LoadDeref 89, LoadName 90, LoadGlobal 91+4, LoadName 92, LoadSuperAttr 93+1, Nop 94, PopJump 97+1, PopJump 98+1, PopJump 99+1, PopJump 100+1, "
            + "ReturnConst 103, StoreAttr 108+4, StoreDeref 109, StoreFast 110, StoreFastLoadFast 111, StoreFastPair 112, StoreGlobal 113, StoreName 114, "
            + "Swap 115, Nop 149, Unknown 39+1, Unknown 58+1, Unknown 59+1, Unknown 72+1, Unknown 77+1, Unknown 104+1, Unknown 117+1"),
        [14] = new(14, "Nop 0, CallEx 4+1, FormatValue 12, GetIter 16, MakeFunction 23, Nop 27, Nop 28, PopTop 31, PushNull 33, Return 35, ToBool 39+3, "
            + "BinaryOperation 44+5, BuildTuple 46, BuildString 50, BuildTuple 51, Call 52+3, Intrinsic 53, CallKw 55+3, Copy 59, Nop 60, ExtendedArg 69, ImportFrom 72, "
            + "ImportName 73, LoadAttr 80+9, LoadConst 82, LoadDeref 83, LoadFast 84, LoadFast 85, LoadFast 86, LoadFastPair 87, LoadFast 88, "
            + "LoadFastPair 89, LoadDeref 90, LoadName 91, LoadGlobal 92+4, LoadName 93, LoadSmallInt 94, LoadSuperAttr 96+1, Nop 97, PopJump 100+1, "
            + "PopJump 101+1, PopJump 102+1, PopJump 103+1, StoreAttr 110+4, StoreDeref 111, StoreFast 112, StoreFastLoadFast 113, StoreFastPair 114, "
            + "StoreGlobal 115, StoreName 116, Swap 117, Nop 128, Unknown 38+1, Unknown 56+1, Unknown 57+1, Unknown 70+1, Unknown 75+1, Unknown 106+1, "
            + "Unknown 119+1"),
    };

    private readonly PyOpcode[] _opcodes = new PyOpcode[256];
    private readonly byte[] _caches = new byte[256];

    private PyOpcodeTable(int version, params ReadOnlySpan<string> lists)
    {
        Version = version;
        foreach (var list in lists)
        {
            foreach (var entry in list.Split(", "))
            {
                var blank = entry.IndexOf(' ');
                var plus = entry.IndexOf('+');
                var number = int.Parse(entry.AsSpan(blank + 1, (plus < 0 ? entry.Length : plus) - blank - 1), CultureInfo.InvariantCulture);
                _opcodes[number] = Enum.Parse<PyOpcode>(entry.AsSpan(0, blank));
                _caches[number] = plus < 0 ? (byte)0 : byte.Parse(entry.AsSpan(plus + 1), CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>Minor version of Python 3.</summary>
    public int Version { get; }

    /// <summary>The table of a version; null where it is not known here.</summary>
    public static PyOpcodeTable? Of(int version) => ByVersion.GetValueOrDefault(version);

    /// <summary>Versions that use a layout of code objects.</summary>
    public static IReadOnlyList<int> VersionsOf(PyLayout layout) => layout switch
    {
        PyLayout.Python36 => [7, 6],
        PyLayout.Python38 => [10, 9, 8],
        _ => [12, 11, 13, 14],
    };

    public PyOpcode OpcodeOf(byte number) => _opcodes[number];

    /// <summary>Two-byte entries behind the instruction that are no instructions.</summary>
    public int CachesOf(byte number) => _caches[number];

    /// <summary>The index into the names that an argument holds, flags taken off.</summary>
    public int NameIndex(PyOpcode opcode, int argument) => opcode switch
    {
        PyOpcode.LoadGlobal when Version >= 11 => argument >> 1,
        PyOpcode.LoadAttr when Version >= 12 => argument >> 1,
        PyOpcode.LoadSuperAttr => argument >> 2,
        _ => argument,
    };
}
