namespace Assay.Formats.PythonBytecode;

/// <summary>One thing that code does.</summary>
/// <param name="Kind">What.</param>
/// <param name="Path">Dotted path of what it reaches: <c>os.system</c>. A question mark stands for what cannot be told, <c>()</c> for a call's result.</param>
/// <param name="Words">The expression as Python would write it, short. Untrusted text.</param>
/// <param name="Arguments">For calls: the arguments that are constant texts; null for others.</param>
public sealed record PyAct(PyActKind Kind, string Path, string Words, IReadOnlyList<string?> Arguments)
{
    /// <summary>True where only a version does it that finds faults in the code, which dead code may have been given for that.</summary>
    public bool IsDoubtful { get; init; }
}
