namespace Assay.Formats.Pickle;

/// <summary>
/// Follows one pickle symbolically: does to a stack of symbols what a loader would do to objects, and tells the observer of every import and call.
/// It goes on where any loader might go on, and stops where every loader stops.
/// </summary>
internal sealed partial class PickleMachine(PickleOpcodeReader reader, IPickleObserver observer, PickleImports imports, int depth = 0)
{
    /// <summary>Reason of an end that only the caller's bound on opcodes made.</summary>
    public const string Unfinished = "more opcodes than asked for";

    private const int CancellationInterval = 4096;
    private readonly PickleStack _stack = new();
    private readonly PickleMemo _memo = new();
    private readonly SpareItems _spare = new();
    private long _opcodes;
    private long _calls;
    private bool _hasProtocol;
    private bool _orderly = true;
    private bool _expansionReported;
    private int _wide = PickleLimits.WideItems;
    private string? _failure;

    /// <summary>Follows the pickle at the reader's position up to its end, or up to <paramref name="maxOpcodes"/>.</summary>
    public PickleEnd Run(long maxOpcodes, CancellationToken cancellationToken)
    {
        var begin = reader.Position;
        while (true)
        {
            var at = reader.Position;
            if (_opcodes == maxOpcodes) return End(PickleEndState.Truncated, at, Unfinished);
            if (_opcodes % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            switch (reader.Read())
            {
                case PickleReadState.AtEnd: return End(PickleEndState.Truncated, at, "the bytes end before STOP");
                case PickleReadState.Truncated: return End(PickleEndState.Truncated, at, "the bytes end inside an argument");
                case PickleReadState.UnknownOpcode: return End(PickleEndState.Broken, at, $"0x{(byte)reader.Opcode:x2} is no opcode");
                case PickleReadState.BadArgument: return End(PickleEndState.Broken, at, $"{reader.Opcode} has an impossible argument");
            }
            _opcodes++;
            if (reader.Opcode == PickleOpcode.Proto && reader.Offset == begin) _hasProtocol = true;
            if (reader.Opcode == PickleOpcode.Stop)
                return _stack.Has(1) ? Complete() : End(PickleEndState.Broken, at, "STOP with nothing on the stack");
            if (!Step(cancellationToken)) return End(PickleEndState.Broken, at, _failure ?? $"{reader.Opcode} finds too little on the stack");
        }
    }

    private PickleEnd Complete()
    {
        if (_stack.Count > 1 && (_hasProtocol || _calls > 0)) Odd(PickleOddity.LeftOver);
        var result = _stack.Peek();
        var length = result.Kind == PickleValueKind.Int && result.Length > 0 ? result.Length : 0;
        return End(PickleEndState.Complete, reader.Position, null) with { ResultLongLength = length, ResultIsInteger = result.Kind == PickleValueKind.Int };
    }

    private PickleEnd End(PickleEndState state, long offset, string? reason) => new(state, offset, _opcodes, reason)
    {
        Calls = _calls,
        Imports = imports.Count,
        HasProtocol = _hasProtocol,
        Orderly = _orderly,
    };

    private bool Fail(string reason)
    {
        _failure = reason;
        return false;
    }

    private bool Odd(PickleOddity oddity)
    {
        _orderly = false;
        observer.Noticed(oddity, reader.Offset);
        return true;
    }

    private bool Push(in PickleValue value)
    {
        if (_stack.Push(value)) return true;
        Odd(PickleOddity.LimitReached);
        return Fail("more values on the stack than are followed");
    }

    private bool Mark()
    {
        if (_stack.Mark()) return true;
        Odd(PickleOddity.LimitReached);
        return Fail("more marks on the stack than are followed");
    }

    private ReadOnlySpan<byte> LineStart(Span<byte> buffer)
    {
        var length = (int)Math.Min(reader.ArgumentLength, buffer.Length);
        if (reader.TryPeek(reader.ArgumentOffset, length, out var bytes)) return bytes;
        return buffer[..reader.Source.Read(reader.ArgumentOffset, buffer[..length])];
    }
}
