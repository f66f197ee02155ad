namespace Assay.Formats.Pickle;

/// <content>What each opcode does.</content>
internal sealed partial class PickleMachine
{
    // The opcodes that files are full of, in a method with next to no locals; those with buffers and the rare ones are in one of their own.
    private bool Step(CancellationToken cancellationToken)
    {
        PickleValue value;
        switch (reader.Opcode)
        {
            case PickleOpcode.BinInt or PickleOpcode.BinInt1 or PickleOpcode.BinInt2: value = PickleValue.Int(reader.Number); break;
            case PickleOpcode.BinFloat: value = PickleValue.Float(reader.Number); break;
            case PickleOpcode.BinUnicode or PickleOpcode.ShortBinUnicode or PickleOpcode.BinUnicode8:
                value = PickleValue.Text(reader.ArgumentOffset, reader.ArgumentLength, PickleTextForm.Utf8);
                break;
            case PickleOpcode.Mark: return Mark();
            case PickleOpcode.Tuple1: return Tuple(1);
            case PickleOpcode.Tuple2: return Tuple(2);
            case PickleOpcode.Tuple3: return Tuple(3);
            case PickleOpcode.BinPut or PickleOpcode.LongBinPut: return Put(reader.Number);
            case PickleOpcode.Memoize: return Put(_memo.Count);
            case PickleOpcode.BinGet or PickleOpcode.LongBinGet: return Get(reader.Number);
            default: return StepOther(cancellationToken);
        }
        return Push(value);
    }

    private bool StepOther(CancellationToken cancellationToken)
    {
        switch (reader.Opcode)
        {
            case PickleOpcode.Proto: return reader.Number <= 5 || Odd(PickleOddity.UnknownProtocol);
            case PickleOpcode.Frame:
                return (reader.Number >= 0 && reader.Number <= reader.Source.Length - reader.Position) || Odd(PickleOddity.FrameBeyondEnd);
            case PickleOpcode.Pop: return _stack.PopAny();
            case PickleOpcode.PopMark: return _stack.TakeToMark(out _);
            case PickleOpcode.Dup: return Duplicate();

            case PickleOpcode.None: return Push(PickleValue.None);
            case PickleOpcode.NewTrue: return Push(PickleValue.Bool(true));
            case PickleOpcode.NewFalse: return Push(PickleValue.Bool(false));
            case PickleOpcode.Int or PickleOpcode.Long or PickleOpcode.Float: return NumberLine();
            case PickleOpcode.Long1 or PickleOpcode.Long4: return BinaryLong();

            case PickleOpcode.String: return Literal();
            case PickleOpcode.Unicode: return Text(PickleTextForm.RawUnicodeEscape);
            case PickleOpcode.BinString or PickleOpcode.ShortBinString: return Text(PickleTextForm.Latin1);
            case PickleOpcode.BinBytes or PickleOpcode.ShortBinBytes or PickleOpcode.BinBytes8 or PickleOpcode.ByteArray8:
                return Carried(PickleValue.Bytes(reader.ArgumentOffset, reader.ArgumentLength));
            case PickleOpcode.NextBuffer: return Push(PickleValue.Unknown);
            case PickleOpcode.ReadOnlyBuffer: return _stack.Has(1);

            case PickleOpcode.EmptyList: return Push(PickleValue.Of(PickleValueKind.List, new PickleItems()));
            case PickleOpcode.EmptyDict: return Push(PickleValue.Of(PickleValueKind.Dict, new PickleItems()));
            case PickleOpcode.EmptySet: return Push(PickleValue.Of(PickleValueKind.Set, new PickleItems()));
            case PickleOpcode.EmptyTuple: return Push(PickleValue.Of(PickleValueKind.Tuple, new PickleItems()));
            case PickleOpcode.Tuple: return FromMark(PickleValueKind.Tuple);
            case PickleOpcode.List: return FromMark(PickleValueKind.List);
            case PickleOpcode.Dict: return FromMark(PickleValueKind.Dict);
            case PickleOpcode.FrozenSet: return FromMark(PickleValueKind.Set);
            case PickleOpcode.Append: return Add(1);
            case PickleOpcode.SetItem: return Add(2);
            case PickleOpcode.Appends or PickleOpcode.SetItems or PickleOpcode.AddItems: return AddToMark();

            case PickleOpcode.Put: return Put(PickleLine.Index(LineStart(stackalloc byte[24])));
            case PickleOpcode.Get: return Get(PickleLine.Index(LineStart(stackalloc byte[24])));

            case PickleOpcode.Global: return Push(PickleValue.Of(Import(PickleImportKind.Global)));
            case PickleOpcode.StackGlobal: return StackGlobal();
            case PickleOpcode.Ext1 or PickleOpcode.Ext2 or PickleOpcode.Ext4: return Push(PickleValue.Of(Extension(reader.Number)));
            case PickleOpcode.Inst: return Inst();
            case PickleOpcode.Obj: return Obj();
            case PickleOpcode.Reduce: return Reduce();
            case PickleOpcode.NewObj: return NewObj(1);
            case PickleOpcode.NewObjEx: return NewObj(2);
            case PickleOpcode.Build: return Build(cancellationToken);

            case PickleOpcode.PersId: return Persistent(PickleValue.Text(reader.ArgumentOffset, reader.ArgumentLength, PickleTextForm.Utf8));
            case PickleOpcode.BinPersId: return _stack.Has(1) && Persistent(_stack.Pop());
            default: return Fail($"0x{(byte)reader.Opcode:x2} is no opcode");
        }
    }

    private bool Carried(in PickleValue bytes)
    {
        observer.Carried(bytes);
        return Push(bytes);
    }

    private bool Persistent(in PickleValue id)
    {
        observer.Identified(id, reader.Offset);
        return Push(PickleValue.Of(PickleValueKind.Persistent, new PickleItems([id])));
    }

    private bool BinaryLong()
    {
        Span<byte> bytes = stackalloc byte[8];
        var length = (int)Math.Min(reader.ArgumentLength, bytes.Length + 1);
        if (length > bytes.Length || length == 0) return Push(PickleValue.LongInt(reader.ArgumentLength));
        length = reader.Source.Read(reader.ArgumentOffset, bytes[..length]);
        // Two's complement, the lowest byte first.
        if (length > 0 && bytes[length - 1] >= 0x80) bytes[length..].Fill(0xff);
        return Push(PickleValue.LongInt(reader.ArgumentLength, BitConverter.ToInt64(bytes)));
    }

    private bool NumberLine()
    {
        var line = LineStart(stackalloc byte[64]);
        if (!PickleLine.IsNumber(line)) return Fail($"{reader.Opcode} has an argument that is no number");
        if (reader.Opcode == PickleOpcode.Float) return Push(PickleValue.Float(0));
        return Push(PickleLine.Integer(line) is { } value ? PickleValue.Int(value) : PickleValue.LongInt(reader.ArgumentLength));
    }

    private bool Literal()
    {
        Span<byte> buffer = stackalloc byte[2];
        // Blanks around the quotes are dropped by the loader; a line of more than a few is not honest, and still read as text below.
        var trimmed = reader.ArgumentLength;
        while (trimmed > 0 && reader.Source.Read(reader.ArgumentOffset + trimmed - 1, buffer[..1]) == 1 && " \r\t\0"u8.Contains(buffer[0]))
        {
            if (reader.ArgumentLength - --trimmed > 64) break;
        }
        if (trimmed < 2) return Fail("STRING without quotes");
        reader.Source.Read(reader.ArgumentOffset + trimmed - 1, buffer[..1]);
        reader.Source.Read(reader.ArgumentOffset, buffer[1..]);
        return PickleLine.IsQuoted(buffer[1], buffer[0]) ? Text(PickleTextForm.Literal) : Fail("STRING without quotes");
    }

    private bool Text(PickleTextForm form) => Push(PickleValue.Text(reader.ArgumentOffset, reader.ArgumentLength, form));

    private bool Duplicate()
    {
        if (!_stack.Has(1)) return false;
        if (_stack.Peek().Items is { } items) items.IsShared = true;
        return Push(_stack.Peek());
    }

    private bool Tuple(int count)
    {
        if (!_stack.Has(count)) return false;
        var items = _spare.Take(_stack.Top(count));
        _stack.Drop(count);
        return PushContainer(PickleValueKind.Tuple, items);
    }

    private bool FromMark(PickleValueKind kind)
    {
        if (!_stack.TakeToMark(out var values)) return false;
        if (kind != PickleValueKind.Tuple || values.Length <= PickleItems.Kept || values.Length > _wide) return PushContainer(kind, new PickleItems(values));
        _wide -= values.Length;
        return PushContainer(kind, new PickleItems(values, values.Length));
    }

    private bool PushContainer(PickleValueKind kind, PickleItems items)
    {
        Weigh(items);
        return Push(PickleValue.Of(kind, items));
    }

    private bool Add(int count)
    {
        if (!_stack.Has(count + 1)) return false;
        if (count == 2) observer.Stored(_stack.Peek(1), _stack.Peek(0));
        if (_stack.Peek(count).Items is { } items)
        {
            if (count == 2 && IsUnhashable(_stack.Peek(1))) return Fail("a dictionary's key is one that cannot be");
            for (var i = count - 1; i >= 0; i--) items.Add(_stack.Peek(i));
            Weigh(items);
        }
        else if (IsForeign(_stack.Peek(count))) observer.Called(new(PickleCallKind.Build, _stack.Peek(count), _stack.Peek(0), reader.Offset));
        _stack.Drop(count);
        return true;
    }

    // Something of the running program, which the pickle only named: to put items into it changes the program.
    private static bool IsForeign(in PickleValue target) => target.Import is not null || target.Call is { Callee.Import.Name: "getattr" };

    private bool AddToMark()
    {
        if (!_stack.TakeToMark(out var values) || !_stack.Has(1)) return false;
        if (reader.Opcode == PickleOpcode.SetItems)
        {
            for (var i = 0; i + 1 < values.Length; i += 2) observer.Stored(values[i], values[i + 1]);
        }
        if (_stack.Peek().Items is not { } items)
        {
            if (values.Length > 0 && IsForeign(_stack.Peek()))
                observer.Called(new(PickleCallKind.Build, _stack.Peek(), PickleValue.Of(PickleValueKind.Tuple, new PickleItems(values)), reader.Offset));
            return true;
        }
        var (kind, step) = _stack.Peek().Kind switch
        {
            PickleValueKind.Dict => (PickleValueKind.Dict, 2),
            PickleValueKind.Set => (PickleValueKind.Set, 1),
            _ => (PickleValueKind.List, int.MaxValue),
        };
        for (var i = 0; i < values.Length; i++)
        {
            ref readonly var value = ref values[i];
            if (kind != PickleValueKind.List && i % step == 0 && (IsUnhashable(value) || ReferenceEquals(value.Items, items)))
                return Fail("a key or a member is one that cannot be");
            if (!items.Add(value)) _spare.Return(value);
        }
        Weigh(items);
        return true;
    }

    // Lists and dictionaries have no hash: a loader fails on them as keys, and whatever ran before has run.
    private static bool IsUnhashable(in PickleValue value) => value.Kind is PickleValueKind.List or PickleValueKind.Dict;

    private void Weigh(PickleItems items)
    {
        if (_expansionReported || items.Weight < PickleLimits.Expansion || items.Weight < reader.Source.Length * 1e3) return;
        _expansionReported = true;
        observer.Noticed(PickleOddity.Expansion, reader.Offset);
    }

    private bool Put(long index)
    {
        if (index < 0) return Fail("a memo index is no number");
        if (!_stack.Has(1)) return false;
        if (_memo.IsFar(index)) Odd(PickleOddity.MemoJump);
        return _memo.Put(index, _stack.Peek()) || Odd(PickleOddity.LimitReached);
    }

    private bool Get(long index)
    {
        if (index < 0) return Fail("a memo index is no number");
        if (!_memo.TryGet(index, out var value)) Odd(PickleOddity.UndefinedMemo);
        return Push(value);
    }
}
