namespace Assay.Formats.PythonBytecode;

/// <summary>What a code object and all code nested in it do, as far as names, imports, attributes and calls tell.</summary>
/// <param name="Acts">In the order of the bytecode, bounded.</param>
/// <param name="IsClear">True where every index led somewhere in at least one version, and nothing was cut.</param>
public sealed record PyTrace(IReadOnlyList<PyAct> Acts, bool IsClear)
{
    /// <summary>Code objects that are followed.</summary>
    private const int MaxCodes = 2_000;

    /// <summary>Acts kept.</summary>
    private const int MaxActs = 20_000;

    /// <summary>Every name in the code objects: what is reached cannot be missing here, however the instructions are read.</summary>
    public IReadOnlySet<string> Names { get; private init; } = new HashSet<string>();

    /// <summary>Every text and byte string among the constants, bounded.</summary>
    public IReadOnlyList<PyConstant> Literals { get; private init; } = [];

    /// <summary>Follows code under each version that it may be for; where several fit, what any of them would do is told.</summary>
    /// <param name="root">The outermost code.</param>
    /// <param name="version">Minor version of Python 3, where a header tells it; 0 otherwise.</param>
    public static PyTrace Of(PyCode root, int version = 0)
    {
        var codes = All(root, out var literals, out var whole);
        var names = new HashSet<string>(codes.SelectMany(c => c.Names), StringComparer.Ordinal);
        var seen = new HashSet<(PyActKind, string, string)>();
        var acts = new List<PyAct>();
        var clear = whole && !codes.Exists(c => c.IsIncomplete);
        var runs = Runs(codes, root.Layout, version);
        foreach (var (table, faults) in runs)
        {
            var doubtful = faults > runs[0].Faults;
            var globals = new Dictionary<string, PySymbol>(StringComparer.Ordinal);
            foreach (var code in codes)
            {
                var steps = new PySteps(code, globals, acts.Count < MaxActs ? act => Add(acts, seen, doubtful ? act with { IsDoubtful = true } : act) : _ => { });
                steps.Run(PyDecoder.Decode(code, table, out _));
            }
        }
        clear &= runs.Count > 0 && runs[0].Faults == 0 && acts.Count < MaxActs;
        return new(acts, clear) { Names = names, Literals = literals };
    }

    private static void Add(List<PyAct> acts, HashSet<(PyActKind, string, string)> seen, PyAct act)
    {
        if (acts.Count < MaxActs && seen.Add((act.Kind, act.Path, act.Words))) acts.Add(act);
    }

    // Those that find the fewest faults come first. None is left out: a fault in code that never runs must not hide the version that runs the rest.
    private static List<(PyOpcodeTable Table, int Faults)> Runs(List<PyCode> codes, PyLayout layout, int version)
    {
        var runs = new List<(PyOpcodeTable Table, int Faults)>();
        foreach (var candidate in PyOpcodeTable.Of(version) is null ? PyOpcodeTable.VersionsOf(layout) : [version])
        {
            var table = PyOpcodeTable.Of(candidate)!;
            var faults = 0;
            foreach (var code in codes)
            {
                PyDecoder.Decode(code, table, out var inCode);
                faults += inCode;
            }
            runs.Add((table, faults));
        }
        return [.. runs.OrderBy(r => r.Faults)];
    }

    private static List<PyCode> All(PyCode root, out List<PyConstant> literals, out bool whole)
    {
        whole = true;
        literals = [];
        var codes = new List<PyCode> { root };
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { root };
        var open = new Queue<PyConstant>(root.Constants);
        while (open.TryDequeue(out var constant))
        {
            if (!seen.Add(constant)) continue;
            if (seen.Count > MaxActs * 4)
            {
                whole = false;
                break;
            }
            if (constant.Kind is PyConstantKind.Text or PyConstantKind.Bytes) literals.Add(constant);
            foreach (var item in constant.Items) open.Enqueue(item);
            if (constant.Code is not { } code || !seen.Add(code)) continue;
            if (codes.Count == MaxCodes)
            {
                whole = false;
                continue;
            }
            codes.Add(code);
            foreach (var inner in code.Constants) open.Enqueue(inner);
        }
        return codes;
    }
}
