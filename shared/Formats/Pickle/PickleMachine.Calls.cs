namespace Assay.Formats.Pickle;

/// <content>Imports and calls.</content>
internal sealed partial class PickleMachine
{
    private PickleImport Import(PickleImportKind kind)
    {
        var module = PickleValue.Text(reader.ArgumentOffset, reader.ArgumentLength, PickleTextForm.Utf8);
        var name = PickleValue.Text(reader.SecondOffset, reader.SecondLength, PickleTextForm.Utf8);
        var length = reader.ArgumentLength + reader.SecondLength + 2;
        if (length <= PickleLimits.NameBytes && reader.TryPeek(reader.ArgumentOffset, (int)length - 1, out var lines))
            return imports.Written(lines, module, name, reader.Offset, kind);
        return imports.Named(module, name, reader.Offset, kind);
    }

    private PickleImport Extension(long code) => imports.Unresolved($"extension {code}", reader.Offset, PickleImportKind.Extension);

    private bool StackGlobal()
    {
        if (!_stack.Has(2)) return false;
        var name = _stack.Pop();
        var module = _stack.Pop();
        return Push(PickleValue.Of(imports.Named(module, name, reader.Offset, PickleImportKind.StackGlobal)));
    }

    private bool Inst()
    {
        if (!_stack.TakeToMark(out var values)) return Fail("INST without a mark");
        var arguments = PickleValue.Of(PickleValueKind.Tuple, new PickleItems(values));
        return Called(PickleCallKind.Inst, PickleValue.Of(Import(PickleImportKind.Inst)), arguments);
    }

    private bool Obj()
    {
        if (!_stack.TakeToMark(out var values) || values.Length == 0) return Fail("OBJ without a class");
        var callee = values[0];
        return Called(PickleCallKind.Obj, callee, PickleValue.Of(PickleValueKind.Tuple, new PickleItems(values[1..])));
    }

    private bool Reduce()
    {
        if (!_stack.Has(2)) return false;
        var arguments = _stack.Pop();
        return Called(PickleCallKind.Reduce, _stack.Pop(), arguments);
    }

    private bool NewObj(int arguments)
    {
        if (!_stack.Has(arguments + 1)) return false;
        var keywords = arguments == 2 ? _stack.Pop() : PickleValue.None;
        var positional = _stack.Pop();
        return Called(PickleCallKind.NewObj, _stack.Pop(), positional, keywords);
    }

    private bool Called(PickleCallKind kind, in PickleValue callee, in PickleValue arguments, in PickleValue keywords = default)
    {
        if (!CanBeCalled(callee.Kind)) return Fail($"{reader.Opcode} calls something that cannot be called");
        _calls++;
        var call = new PickleCall(kind, callee, arguments, reader.Offset) { Keywords = keywords };
        observer.Called(call);
        return Push(imports.NamedBy(call) is { } named ? PickleValue.Of(named) : PickleValue.Of(call));
    }

    private static bool CanBeCalled(PickleValueKind kind) =>
        kind is PickleValueKind.Import or PickleValueKind.Object or PickleValueKind.Unknown or PickleValueKind.Persistent;

    private bool Build(CancellationToken cancellationToken)
    {
        if (!_stack.Has(2)) return false;
        var state = _stack.Pop();
        var target = _stack.Peek();
        if (!CanBeCalled(target.Kind) && target.Kind is not (PickleValueKind.Dict or PickleValueKind.List or PickleValueKind.Set))
            return Fail("BUILD gives state to something that has none");
        _calls++;
        if (target.Call is { } call) call.State = state;
        observer.Called(new PickleCall(PickleCallKind.Build, target, state, reader.Offset));
        return target.Call is not { } made || !JoblibArray.TryRead(reader.Source, made, out var array) || StepOver(array, cancellationToken);
    }

    private bool StepOver(JoblibArray array, CancellationToken cancellationToken)
    {
        if (array.IsPickled)
        {
            if (depth >= PickleLimits.Nesting) return Fail("pickled arrays are nested too deep");
            var end = new PickleMachine(reader, observer, imports, depth + 1).Run(long.MaxValue, cancellationToken);
            return end.State == PickleEndState.Complete || Fail("a pickled array inside is damaged: " + end.Reason);
        }
        var padding = array.Aligned ? reader.ReadByte() : 0;
        return padding >= 0 && reader.Skip(padding) && reader.Skip(array.Bytes) ? true : Fail("an array is longer than the file");
    }
}
