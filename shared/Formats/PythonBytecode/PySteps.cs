using System.Text;

namespace Assay.Formats.PythonBytecode;

/// <summary>
/// Follows the instructions of one code object from the first to the last with symbols in place of values. Branches are not taken apart: what stands in
/// either branch can run. An instruction that is not known empties the stack, so that nothing is told that was not seen.
/// </summary>
internal sealed class PySteps(PyCode code, Dictionary<string, PySymbol> globals, Action<PyAct> tell)
{
    private const int MaxStack = 1_000;
    private const int MaxWords = 200;
    private const int Add = 0;
    private const int InplaceAdd = 13;
    private const int Subscript = 26;
    private const int StarImport = 2;

    private readonly List<PySymbol> _stack = [];
    private readonly Dictionary<int, PySymbol> _locals = [];

    public void Run(List<PyInstruction> instructions)
    {
        foreach (var instruction in instructions) Step(instruction.Opcode, instruction.Argument);
    }

    private void Step(PyOpcode opcode, int argument)
    {
        switch (opcode)
        {
            case PyOpcode.Nop or PyOpcode.PushNull or PyOpcode.KwNames or PyOpcode.ExtendedArg or PyOpcode.GetIter or PyOpcode.ToBool: break;
            case PyOpcode.PopTop or PyOpcode.PopJump or PyOpcode.Return: Pop(); break;
            case PyOpcode.DupTop: Push(Peek(0)); break;
            case PyOpcode.Copy: Push(Peek(argument - 1)); break;
            case PyOpcode.RotTwo: Swap(1); break;
            case PyOpcode.Swap: Swap(argument - 1); break;
            case PyOpcode.LoadConst: Push(Constant(argument)); break;
            case PyOpcode.ReturnConst: break;
            case PyOpcode.LoadSmallInt: Push(new("?", PyWords.Of(argument))); break;
            case PyOpcode.LoadName or PyOpcode.LoadGlobal: Push(Global(Name(argument))); break;
            case PyOpcode.LoadFast: Push(Local(argument)); break;
            case PyOpcode.LoadFastPair:
                Push(Local(argument >> 4));
                Push(Local(argument & 15));
                break;
            case PyOpcode.LoadDeref: Push(Deref(argument)); break;
            case PyOpcode.LoadAttr or PyOpcode.LoadMethod or PyOpcode.LoadSuperAttr: Attribute(Pop(), Name(argument)); break;
            case PyOpcode.StoreName or PyOpcode.StoreGlobal: globals[Name(argument)] = Pop(); break;
            case PyOpcode.StoreFast: _locals[argument] = Pop(); break;
            case PyOpcode.StoreFastLoadFast:
                _locals[argument >> 4] = Pop();
                Push(Local(argument & 15));
                break;
            case PyOpcode.StoreFastPair:
                _locals[argument >> 4] = Pop();
                _locals[argument & 15] = Pop();
                break;
            case PyOpcode.StoreDeref: globals["&" + Variable(argument)] = Pop(); break;
            case PyOpcode.StoreAttr:
                var target = Pop().Attribute(Name(argument));
                Pop();
                tell(new(PyActKind.Set, target.Path, target.Words, []));
                break;
            case PyOpcode.ImportName: ImportName(Name(argument)); break;
            case PyOpcode.ImportFrom: ImportFrom(Name(argument)); break;
            case PyOpcode.ImportStar: globals["*"] = Pop(); break;
            case PyOpcode.Intrinsic when argument == StarImport: globals["*"] = Peek(0); break;
            case PyOpcode.Intrinsic: break;
            case PyOpcode.Call: Call(argument, 0); break;
            case PyOpcode.CallKw: Call(argument, 1); break;
            case PyOpcode.CallEx: CallEx(argument); break;
            case PyOpcode.BinaryAdd: Sum(); break;
            case PyOpcode.BinaryModulo: Drop(2, "?"); break;
            case PyOpcode.BinaryOperation when argument is Add or InplaceAdd: Sum(); break;
            case PyOpcode.BinaryOperation when argument == Subscript: Item(); break;
            case PyOpcode.BinaryOperation: Drop(2, "?"); break;
            case PyOpcode.BinarySubscript: Item(); break;
            case PyOpcode.BuildString: BuildString(argument); break;
            case PyOpcode.BuildTuple: BuildTuple(argument); break;
            case PyOpcode.FormatValue: break;
            case PyOpcode.MakeFunction: MakeFunction(argument); break;
            default: _stack.Clear(); break;
        }
    }

    private string Name(int index) => index >= 0 && index < code.Names.Count ? code.Names[index] : "?";

    private PySymbol Constant(int index)
    {
        if (index < 0 || index >= code.Constants.Count) return PySymbol.Unknown;
        var constant = code.Constants[index];
        return constant.Kind switch
        {
            PyConstantKind.Text => PySymbol.Of(constant.Text),
            PyConstantKind.Tuple => new("?", PyWords.Of(constant), null, [.. constant.Items.Take(64).Select(i => i.Kind == PyConstantKind.Text ? i.Text : null)]),
            _ => new("?", PyWords.Of(constant)),
        };
    }

    private PySymbol Global(string name)
    {
        if (globals.TryGetValue(name, out var known)) return known;
        tell(new(PyActKind.Reach, name, name, []));
        // What is not known by another name may come from the module whose names were all imported.
        if (globals.TryGetValue("*", out var module)) tell(new(PyActKind.Reach, module.Path + "." + name, name, []));
        return PySymbol.Named(name);
    }

    private PySymbol Local(int index)
    {
        if (_locals.TryGetValue(index, out var value)) return value;
        return index < code.Locals.Count ? PySymbol.Variable(code.Locals[index]) : PySymbol.Unknown;
    }

    private string Variable(int index)
    {
        if (code.Layout == PyLayout.Python311) return index < code.Locals.Count ? code.Locals[index] : "?";
        return index < code.Cells.Count ? code.Cells[index] : "?";
    }

    private PySymbol Deref(int index)
    {
        var name = Variable(index);
        return globals.TryGetValue("&" + name, out var value) ? value : PySymbol.Variable(name);
    }

    private void Attribute(PySymbol owner, string name)
    {
        var symbol = owner.Attribute(name);
        tell(new(PyActKind.Reach, symbol.Path, symbol.Words, []));
        Push(symbol);
    }

    private void ImportName(string name)
    {
        var names = Pop();
        Pop();
        tell(new(PyActKind.Import, name, "import " + name, []));
        // Without a list of names the statement yields the outermost package: import os.path binds os.
        var dot = name.IndexOf('.');
        Push(PySymbol.Named(names.Words == "None" && dot > 0 ? name[..dot] : name));
    }

    private void ImportFrom(string name)
    {
        var module = Peek(0);
        var symbol = PySymbol.Named(module.Path + "." + name);
        tell(new(PyActKind.Import, symbol.Path, $"from {module.Path} import {name}", []));
        Push(symbol);
    }

    private void Call(int count, int extra)
    {
        if (count < 0 || count > MaxStack) count = MaxStack;
        for (var i = 0; i < extra; i++) Pop();
        var arguments = new List<PySymbol>(Math.Min(count, 16));
        for (var i = 0; i < count && _stack.Count > 0; i++) arguments.Add(Pop());
        arguments.Reverse();
        Call(Pop(), arguments);
    }

    private void CallEx(int flags)
    {
        if ((flags & 1) != 0) Pop();
        var arguments = Pop();
        Call(Pop(), [.. (arguments.Items ?? []).Select(i => i is null ? PySymbol.Unknown : PySymbol.Of(i))]);
    }

    private void Call(PySymbol callee, List<PySymbol> arguments)
    {
        var words = new StringBuilder(callee.Words).Append('(');
        foreach (var argument in arguments)
        {
            if (words.Length > MaxWords) break;
            if (words[^1] != '(') words.Append(", ");
            words.Append(argument.Words);
        }
        var text = words.Append(')').ToString();
        tell(new(PyActKind.Call, callee.Path, text, [.. arguments.Take(16).Select(a => a.Text)]));
        // What is passed may be called by the callee: map(os.system, …).
        foreach (var argument in arguments)
        {
            if (argument.Path is not "?") tell(new(PyActKind.Reach, argument.Path, argument.Words, []));
        }
        Push(PyCalls.Result(callee, arguments, text));
    }

    private void Sum()
    {
        var right = Pop();
        var left = Pop();
        if (left.Text is { } a && right.Text is { } b && a.Length + b.Length < 4096) Push(PySymbol.Of(a + b));
        else Push(new("?", left.Words + " + " + right.Words));
    }

    private void Item()
    {
        var key = Pop();
        var owner = Pop();
        if (key.Text is not { } name || owner.Path == "?")
        {
            Push(owner.Path == "?" ? PySymbol.Unknown : owner.Attribute("?"));
            return;
        }
        var symbol = owner.Attribute(name);
        tell(new(PyActKind.Reach, symbol.Path, symbol.Words, []));
        Push(symbol);
    }

    private void BuildString(int count)
    {
        var parts = new List<PySymbol>();
        for (var i = 0; i < count && _stack.Count > 0; i++) parts.Insert(0, Pop());
        var whole = parts.TrueForAll(p => p.Text is not null) && parts.Sum(p => p.Text!.Length) < 4096;
        Push(whole ? PySymbol.Of(string.Concat(parts.Select(p => p.Text))) : new("?", string.Concat("f'", string.Concat(parts.Take(8).Select(p => p.Text ?? "{…}")), "'")));
    }

    private void BuildTuple(int count)
    {
        var items = new List<PySymbol>();
        for (var i = 0; i < count && _stack.Count > 0; i++) items.Insert(0, Pop());
        foreach (var item in items)
        {
            if (item.Path is not "?") tell(new(PyActKind.Reach, item.Path, item.Words, []));
        }
        Push(new("?", "[" + string.Join(", ", items.Take(8).Select(i => i.Words)) + "]", null, [.. items.Take(64).Select(i => i.Text)]));
    }

    private void MakeFunction(int flags)
    {
        // The code and, up to 3.10, the qualified name; defaults and closure are named by flags.
        if (code.Layout != PyLayout.Python311) Pop();
        Pop();
        for (var flag = 1; flag <= 8; flag <<= 1)
        {
            if ((flags & flag) != 0) Pop();
        }
        Push(new("?", "<function>"));
    }

    private void Push(PySymbol symbol)
    {
        if (_stack.Count < MaxStack) _stack.Add(symbol);
    }

    private void Drop(int count, string path)
    {
        for (var i = 0; i < count; i++) Pop();
        Push(new(path, "…"));
    }

    private PySymbol Pop()
    {
        if (_stack.Count == 0) return PySymbol.Unknown;
        var top = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private PySymbol Peek(int depth) => depth >= 0 && depth < _stack.Count ? _stack[_stack.Count - 1 - depth] : PySymbol.Unknown;

    private void Swap(int depth)
    {
        if (depth < 1 || depth >= _stack.Count) return;
        (_stack[^1], _stack[_stack.Count - 1 - depth]) = (_stack[_stack.Count - 1 - depth], _stack[^1]);
    }
}
