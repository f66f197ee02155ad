namespace Assay.Formats.Pickle;

/// <summary>What argument each opcode takes.</summary>
public static class PickleOpcodeTable
{
    private static readonly PickleArgumentKind[] Kinds = Build();

    /// <summary>The argument of <paramref name="opcode"/>; <see cref="PickleArgumentKind.NotAnOpcode"/> for a byte that no protocol knows.</summary>
    public static PickleArgumentKind ArgumentOf(byte opcode) => Kinds[opcode];

    private static PickleArgumentKind[] Build()
    {
        var kinds = new PickleArgumentKind[256];
        foreach (var opcode in Enum.GetValues<PickleOpcode>()) kinds[(byte)opcode] = KindOf(opcode);
        return kinds;
    }

    private static PickleArgumentKind KindOf(PickleOpcode opcode) => opcode switch
    {
        PickleOpcode.BinInt1 or PickleOpcode.BinGet or PickleOpcode.BinPut or PickleOpcode.Proto or PickleOpcode.Ext1 => PickleArgumentKind.Unsigned1,
        PickleOpcode.BinInt2 or PickleOpcode.Ext2 => PickleArgumentKind.Unsigned2,
        PickleOpcode.BinInt or PickleOpcode.Ext4 => PickleArgumentKind.Signed4,
        PickleOpcode.LongBinGet or PickleOpcode.LongBinPut => PickleArgumentKind.Unsigned4,
        PickleOpcode.Frame => PickleArgumentKind.Unsigned8,
        PickleOpcode.BinFloat => PickleArgumentKind.Float8,
        PickleOpcode.Float or PickleOpcode.Int or PickleOpcode.Long or PickleOpcode.PersId or PickleOpcode.String or PickleOpcode.Unicode
            or PickleOpcode.Get or PickleOpcode.Put => PickleArgumentKind.Line,
        PickleOpcode.Global or PickleOpcode.Inst => PickleArgumentKind.TwoLines,
        PickleOpcode.ShortBinString or PickleOpcode.ShortBinBytes or PickleOpcode.ShortBinUnicode or PickleOpcode.Long1 => PickleArgumentKind.Counted1,
        PickleOpcode.BinUnicode or PickleOpcode.BinBytes => PickleArgumentKind.Counted4,
        PickleOpcode.BinString or PickleOpcode.Long4 => PickleArgumentKind.CountedSigned4,
        PickleOpcode.BinUnicode8 or PickleOpcode.BinBytes8 or PickleOpcode.ByteArray8 => PickleArgumentKind.Counted8,
        _ => PickleArgumentKind.Nothing,
    };
}
