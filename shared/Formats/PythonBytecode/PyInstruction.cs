namespace Assay.Formats.PythonBytecode;

/// <summary>One instruction.</summary>
/// <param name="Opcode">What it does.</param>
/// <param name="Argument">Its argument with the extensions before it; names' indices without flags.</param>
internal readonly record struct PyInstruction(PyOpcode Opcode, int Argument);
