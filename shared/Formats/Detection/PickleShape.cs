using Assay.Formats.Pickle;

namespace Assay.Formats.Detection;

/// <summary>Pickles have no magic number before protocol 2, so the opcodes are followed for a while.</summary>
internal static class PickleShape
{
    private const int Opcodes = 5_000;

    /// <summary>Opcodes without protocol byte and without a call, from which on chance is ruled out.</summary>
    private const int ManyOpcodes = 1_000;

    private const int Window = 4096;

    private static readonly System.Buffers.SearchValues<byte> WordCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_- \r\n"u8);

    /// <summary>The likeness; <paramref name="end"/> is where a pickle that was followed to its STOP ends, 0 for others.</summary>
    public static PickleLikeness Find(ByteSource source, ReadOnlySpan<byte> head, out long end, CancellationToken cancellationToken)
    {
        end = 0;
        if (PickleOpcodeTable.ArgumentOf(head[0]) == PickleArgumentKind.NotAnOpcode) return PickleLikeness.No;
        var trace = new PickleTrace();
        var reader = new PickleOpcodeReader(source, 0, Window);
        var run = new PickleMachine(reader, trace, new PickleImports(source, trace)).Run(Opcodes, cancellationToken);
        if (run.State == PickleEndState.Complete) end = run.Offset;
        if (run.HasProtocol && head.Length > 1) return head[1] <= 5 || run.State != PickleEndState.Broken ? Protocol(run, head) : PickleLikeness.No;
        return IsWordList(run, trace, head) ? PickleLikeness.No : Unmarked(source, head, run, trace);
    }

    /// <summary>
    /// As above, where raw numbers are expected: of numbers, some begin like a pickle by chance. One that imports something by a name that can be one, and
    /// calls it or comes to its end, does not come by chance.
    /// </summary>
    public static bool IsAmongNumbers(ByteSource source, CancellationToken cancellationToken)
    {
        var trace = new PickleTrace();
        var run = new PickleMachine(new PickleOpcodeReader(source, 0, Window), trace, new PickleImports(source, trace)).Run(Opcodes, cancellationToken);
        if (trace.Imports.Count == 0 || (run.Calls == 0 && run.State != PickleEndState.Complete)) return false;
        foreach (var import in trace.Imports)
        {
            if (import.Resolved && PickleName.IsPlausible(import.Module) && PickleName.IsPlausible(import.Name)) return true;
        }
        return false;
    }

    /// <summary>
    /// Labels and vocabularies: a word that begins with c and the one below it are an import for the decoder, and the third is nothing. Nothing is called
    /// before that.
    /// </summary>
    private static bool IsWordList(PickleEnd run, PickleTrace trace, ReadOnlySpan<byte> head)
    {
        if (run.State != PickleEndState.Broken || run.Calls > 0 || run.Opcodes > trace.Imports.Count + 1) return false;
        return head[..Math.Min(head.Length, Window)].IndexOfAnyExcept(WordCharacters) < 0;
    }

    private static PickleLikeness Unmarked(ByteSource source, ReadOnlySpan<byte> head, PickleEnd run, PickleTrace trace)
    {
        foreach (var import in trace.Imports)
        {
            if (!import.Resolved || !(PickleName.IsPlausible(import.Module) && PickleName.IsPlausible(import.Name)))
                return run.State == PickleEndState.Complete && run.Calls > 0 ? PickleLikeness.Certain : PickleLikeness.No;
        }
        if (run.Calls > 0 && (trace.Imports.Count > 0 || run.State == PickleEndState.Complete)) return PickleLikeness.Certain;
        return run.State switch
        {
            // "GIT v1.5.2.1 …" is a number, doubled: a sentence may come to a STOP by chance, but not to one that ends it.
            PickleEndState.Complete when trace.Imports.Count == 0 && run.Opcodes <= 4 && source.Length - run.Offset > 64 && IsProse(head) => PickleLikeness.Possible,
            PickleEndState.Complete when trace.Imports.Count > 0 || run.Opcodes > 2 => PickleLikeness.Certain,
            PickleEndState.Complete => PickleLikeness.Possible,
            PickleEndState.Truncated when run.Opcodes >= ManyOpcodes => PickleLikeness.Certain,
            PickleEndState.Truncated when run.Opcodes > 1 => PickleLikeness.Possible,
            _ => trace.Imports.Count > 0 ? PickleLikeness.Possible : PickleLikeness.No,
        };
    }

    private static bool IsProse(ReadOnlySpan<byte> head)
    {
        foreach (var b in head)
        {
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r') or 0x7f) return false;
        }
        return head.IndexOf((byte)' ') >= 0;
    }

    // 0x80 and a small number begin other binary files, too (protobuf, raw numbers); a few opcodes have to follow.
    private static PickleLikeness Protocol(PickleEnd end, ReadOnlySpan<byte> head)
    {
        if (end.State != PickleEndState.Broken || end.Opcodes > 3 || head.Length <= 8) return PickleLikeness.Certain;
        return end.Opcodes > 1 ? PickleLikeness.Possible : PickleLikeness.No;
    }
}
