namespace Assay.Formats.PythonBytecode;

/// <summary>Splits bytecode into instructions as one version of CPython would.</summary>
internal static class PyDecoder
{
    /// <summary>Instructions of one code object; compilers produce a few thousand for the longest functions.</summary>
    public const int MaxInstructions = 200_000;

    /// <summary>The instructions; <paramref name="faults"/> counts indices that lead nowhere, which tells a wrong version from the right one.</summary>
    public static List<PyInstruction> Decode(PyCode code, PyOpcodeTable table, out int faults)
    {
        faults = 0;
        var bytes = code.Instructions.Span;
        var result = new List<PyInstruction>(Math.Min(bytes.Length / 2, MaxInstructions));
        var extension = 0;
        for (var i = 0; i + 1 < bytes.Length && result.Count < MaxInstructions; i += 2)
        {
            var opcode = table.OpcodeOf(bytes[i]);
            var argument = (extension << 8) | bytes[i + 1];
            if (opcode == PyOpcode.ExtendedArg)
            {
                extension = argument & 0xffffff;
                continue;
            }
            extension = 0;
            argument = table.NameIndex(opcode, argument);
            if (!IsInside(code, opcode, argument)) faults++;
            result.Add(new(opcode, argument));
            i += 2 * table.CachesOf(bytes[i]);
        }
        return result;
    }

    private static bool IsInside(PyCode code, PyOpcode opcode, int argument) => argument >= 0 && opcode switch
    {
        PyOpcode.LoadConst or PyOpcode.ReturnConst or PyOpcode.KwNames => argument < code.Constants.Count,
        PyOpcode.LoadName or PyOpcode.LoadGlobal or PyOpcode.LoadAttr or PyOpcode.LoadMethod or PyOpcode.LoadSuperAttr or PyOpcode.StoreName
            or PyOpcode.StoreGlobal or PyOpcode.StoreAttr or PyOpcode.ImportName or PyOpcode.ImportFrom => argument < code.Names.Count,
        PyOpcode.LoadFast or PyOpcode.StoreFast => argument < code.Locals.Count,
        PyOpcode.LoadDeref or PyOpcode.StoreDeref => argument < code.Locals.Count + code.Cells.Count,
        _ => true,
    };
}
