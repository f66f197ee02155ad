namespace Assay.Formats.PythonBytecode;

/// <summary>One code object: a function's or a module's bytecode and what it refers to by index.</summary>
/// <param name="Layout">Which interpreters it is for.</param>
/// <param name="Name">Of the function; <c>&lt;lambda&gt;</c> and <c>&lt;module&gt;</c> for those.</param>
/// <param name="Instructions">The bytecode.</param>
/// <param name="Constants">What LOAD_CONST refers to, nested code among them.</param>
/// <param name="Names">What globals, attributes and imports refer to.</param>
/// <param name="Locals">Local variables, parameters first; from 3.11 on with cell and free variables behind them.</param>
/// <param name="Cells">Cell and free variables up to 3.10; empty from 3.11 on.</param>
public sealed record PyCode(
    PyLayout Layout,
    string Name,
    ReadOnlyMemory<byte> Instructions,
    IReadOnlyList<PyConstant> Constants,
    IReadOnlyList<string> Names,
    IReadOnlyList<string> Locals,
    IReadOnlyList<string> Cells)
{
    /// <summary>True where some of the tables hold more than was kept, or something that no compiler puts there.</summary>
    public bool IsIncomplete { get; init; }
}
