namespace Assay.Formats.Pickle;

/// <summary>Where and how one pickle ends.</summary>
/// <param name="State">How.</param>
/// <param name="Offset">Behind STOP, or of the opcode that could not be followed.</param>
/// <param name="Opcodes">Opcodes followed.</param>
/// <param name="Reason">What was wrong; null for a complete one.</param>
public sealed record PickleEnd(PickleEndState State, long Offset, long Opcodes, string? Reason)
{
    /// <summary>Calls made (BUILD included).</summary>
    public long Calls { get; init; }

    /// <summary>Distinct imports.</summary>
    public int Imports { get; init; }

    /// <summary>True where it begins with PROTO.</summary>
    public bool HasProtocol { get; init; }

    /// <summary>True where no memo slot was read before it was written, no protocol was unknown and no frame was too long.</summary>
    public bool Orderly { get; init; }

    /// <summary>Length in bytes of the integer that is the whole result; 0 where the result is something else. Legacy torch files begin with one of 10 bytes.</summary>
    public long ResultLongLength { get; init; }

    /// <summary>True where the whole result is an integer: what counts or marks something that follows.</summary>
    public bool ResultIsInteger { get; init; }
}
