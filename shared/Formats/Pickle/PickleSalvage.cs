using System.Buffers;

namespace Assay.Formats.Pickle;

/// <summary>Finds pickles at places where none is expected: behind a broken one, behind padding, among raw storages.</summary>
internal static class PickleSalvage
{
    /// <summary>Bytes searched; a payload that only a loader at a very far place would reach is not reached by any known loader.</summary>
    private const long SearchedBytes = 256L << 20;

    /// <summary>Hidden pickles that are followed.</summary>
    private const int MaxFound = 64;

    /// <summary>Candidates tried.</summary>
    private const int MaxCandidates = 200_000;

    private const int ProbeWindow = 1024;
    private const int MaxName = 128;
    private const int Window = 256 * 1024;
    private static readonly SearchValues<byte> Starts =
        SearchValues.Create([(byte)PickleOpcode.Proto, (byte)PickleOpcode.Global, (byte)PickleOpcode.Mark]);

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_."u8);

    /// <summary>True where a pickle seems to begin: it can be followed to its STOP, or imports something on the way.</summary>
    public static bool Looks(ByteSource source, long offset, ProbeBudget budget, CancellationToken cancellationToken)
    {
        var end = Probe(source, offset, budget, out var trace, cancellationToken);
        if (end.State == PickleEndState.Complete) return true;
        return (end.State == PickleEndState.Truncated && end.Reason == PickleMachine.Unfinished) || HasNamedImport(trace, end);
    }

    /// <summary>Follows pickles hidden at or behind <paramref name="start"/>; their offsets.</summary>
    public static IReadOnlyList<long> Find(
        ByteSource source, long start, IPickleObserver observer, PickleImports imports, ProbeBudget budget, CancellationToken cancellationToken)
    {
        var found = new List<long>();
        var buffer = ArrayPool<byte>.Shared.Rent(Window);
        try
        {
            var candidates = 0;
            var limit = Math.Min(source.Length, start + SearchedBytes);
            for (var at = start; at < limit && found.Count < MaxFound && candidates < MaxCandidates;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var window = buffer.AsSpan(0, source.Read(at, buffer.AsSpan(0, Window)));
                if (window.IsEmpty) break;
                var last = at + window.Length >= source.Length;
                var used = last ? window.Length : window.Length - (2 * MaxName);
                long next = at + used;
                for (var i = 0; i < used; i++)
                {
                    var step = window[i..used].IndexOfAny(Starts);
                    if (step < 0) break;
                    i += step;
                    if (!Begins(window[i..])) continue;
                    if (++candidates >= MaxCandidates || found.Count >= MaxFound) break;
                    if (!TryFollow(source, at + i, observer, imports, budget, out var end, cancellationToken)) continue;
                    found.Add(at + i);
                    next = Math.Max(at + i + 1, end);
                    break;
                }
                at = next;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return found;
    }

    private static bool TryFollow(
        ByteSource source, long offset, IPickleObserver observer, PickleImports imports, ProbeBudget budget, out long end, CancellationToken cancellationToken)
    {
        var probe = Probe(source, offset, budget, out var trace, cancellationToken);
        end = probe.Offset;
        if (!HasNamedImport(trace, probe)) return false;
        end = new PickleMachine(new PickleOpcodeReader(source, offset), observer, imports).Run(long.MaxValue, cancellationToken).Offset;
        return true;
    }

    private static PickleEnd Probe(ByteSource source, long offset, ProbeBudget budget, out PickleTrace trace, CancellationToken cancellationToken)
    {
        trace = new PickleTrace();
        var machine = new PickleMachine(new PickleOpcodeReader(source, offset, ProbeWindow), trace, new PickleImports(source, trace));
        var end = machine.Run(budget.Next, cancellationToken);
        budget.Spend(end.Opcodes);
        return end;
    }

    private static bool HasNamedImport(PickleTrace trace, PickleEnd end)
    {
        if (trace.Imports.Count == 0 || (end.Calls == 0 && end.State != PickleEndState.Complete)) return false;
        foreach (var import in trace.Imports)
        {
            if (!import.Resolved || !PickleName.IsPlausible(import.Module) || !PickleName.IsPlausible(import.Name)) return false;
        }
        return true;
    }

    // A cheap look at the first bytes, since a candidate stands at every fiftieth byte of random data.
    private static bool Begins(ReadOnlySpan<byte> bytes)
    {
        switch (bytes[0])
        {
            case (byte)PickleOpcode.Proto:
                return bytes.Length > 4 && bytes[1] <= 5 && PickleOpcodeTable.ArgumentOf(bytes[2]) != PickleArgumentKind.NotAnOpcode;
            case (byte)PickleOpcode.Mark:
                return bytes.Length > 8 && bytes[1] is (byte)'c' or (byte)'i' or (byte)'S' && LinePair(bytes[2..], bytes[1]);
            default:
                return LinePair(bytes[1..], bytes[0]);
        }
    }

    private static bool LinePair(ReadOnlySpan<byte> bytes, byte opcode)
    {
        if (opcode == (byte)PickleOpcode.String) return bytes[0] is (byte)'\'' or (byte)'"';
        var module = bytes[..Math.Min(bytes.Length, MaxName)].IndexOfAnyExcept(NameBytes);
        if (module < 2 || bytes[module] != (byte)'\n') return false;
        var rest = bytes[(module + 1)..];
        var name = rest[..Math.Min(rest.Length, MaxName)].IndexOfAnyExcept(NameBytes);
        return name >= 1 && rest[name] == (byte)'\n';
    }
}
