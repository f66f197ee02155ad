namespace Assay.Formats.Pickle;

/// <summary>A call that loading makes.</summary>
/// <param name="kind">By which opcode.</param>
/// <param name="callee">What is called; for BUILD the object whose state is set.</param>
/// <param name="arguments">The tuple of arguments, or the state.</param>
/// <param name="offset">Of the opcode.</param>
public sealed class PickleCall(PickleCallKind kind, PickleValue callee, PickleValue arguments, long offset)
{
    public PickleCallKind Kind { get; } = kind;

    public PickleValue Callee { get; } = callee;

    public PickleValue Arguments { get; } = arguments;

    public long Offset { get; } = offset;

    /// <summary>The dictionary of keyword arguments of NEWOBJ_EX.</summary>
    public PickleValue Keywords { get; init; }

    /// <summary>State that a later BUILD gave the object; the last one.</summary>
    public PickleValue State { get; internal set; }

    /// <summary>The arguments one by one: the items of the tuple, or the one value that stands in its place.</summary>
    public ReadOnlySpan<PickleValue> ArgumentList => Arguments.Items is { } items ? items.Values : default;
}
