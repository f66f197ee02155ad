using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.PythonBytecode;

namespace Assay.Inspect.Analysers.PythonBytecode;

/// <summary>
/// Judges Python bytecode by what it reaches, for everyone who meets some: in a Lambda layer, a pickled function, a .pyc file. Nothing is ever run.
/// </summary>
public static class BytecodeJudge
{
    /// <summary>Code inside byte strings inside code.</summary>
    private const int MaxDepth = 4;

    private const int MaxEvidence = 6;
    private const int MaxLiteral = 1 << 20;

    private static readonly PathJudge Paths = new(ReachRules.Embedded);

    /// <summary>What marshalled code (the bytes of <c>marshal.dumps(f.__code__)</c>, or of a .pyc file) would do; null where the bytes are no code.</summary>
    public static BytecodeReport? Examine(ReadOnlySpan<byte> marshalled)
    {
        if (PycHeader.Read(marshalled) is not { } header) return MarshalReader.ReadCode(marshalled) is { } bare ? Examine(bare) : null;
        return MarshalReader.ReadCode(marshalled[header.CodeOffset..]) is { } code ? Examine(code, header.Version) : null;
    }

    /// <summary>What a code object would do.</summary>
    /// <param name="code">As read from marshal data, or put together from a pickle.</param>
    /// <param name="version">Minor version of Python 3 where it is known; 0 otherwise.</param>
    public static BytecodeReport Examine(PyCode code, int version = 0)
    {
        var acts = new List<JudgedAct>();
        Collect(code, version, acts, 0);
        acts.Sort((a, b) => b.Reach.Severity.CompareTo(a.Reach.Severity));
        var worst = acts.Count == 0 ? Severity.Low : acts[0].Reach.Severity;
        if (worst == Severity.Low) return new(Severity.Low, "computes, and reaches nothing beyond that", []);
        var grave = acts.FindAll(a => a.Reach.Severity == worst);
        var words = string.Join("; ", grave.Take(3).Select(a => $"{Verb(a.Act)} {EvidenceText.Quote(a.Act.Words, 160)}, which {a.Reach.Does}"));
        return new(worst, words, [.. acts.Take(MaxEvidence).Select(a => Evidence.Quoted(Label(a.Act), a.Act.Words))]);
    }

    private static void Collect(PyCode code, int version, List<JudgedAct> acts, int depth)
    {
        var trace = PyTrace.Of(code, version);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // A call says more than the name it calls, and comes later in the bytecode: it is shown in the name's place.
        foreach (var act in trace.Acts.OrderByDescending(a => a.Kind == PyActKind.Call))
        {
            var reach = Paths.Judge(act);
            if (act.Kind == PyActKind.Call && reach.Severity < Severity.High && act.Arguments.Any(a => a is not null && Pickle.CodeText.MayRun(a)))
                reach = new(Severity.High, "is given a command or source code");
            // A wrong version reads nonsense; a call of something grave with its whole path is none.
            if (act.IsDoubtful && (act.Kind != PyActKind.Call || reach.Severity < Severity.High || !act.Path.Contains('.') || act.Path[0] == '?')) continue;
            if (reach.Severity > Severity.Low && seen.Add(act.Path)) acts.Add(new(act, reach));
        }
        // Names cannot be hidden from here, whatever the instructions look like.
        foreach (var name in trace.Names)
        {
            var act = new PyAct(PyActKind.Reach, "?." + name, name, []);
            var reach = Paths.Judge(act);
            if (reach.Severity >= Severity.High && !acts.Exists(a => a.Act.Path.Contains(name, StringComparison.Ordinal))) acts.Add(new(act, reach));
            if (!trace.IsClear && Paths.Judge(act with { Path = name }) is { Severity: >= Severity.High } bare && seen.Add(name)) acts.Add(new(act, bare));
        }
        if (!trace.IsClear)
            acts.Add(new(new(PyActKind.Reach, "?", code.Name, []), new(Severity.Medium, "cannot be followed: no version of Python reads its instructions so")));
        foreach (var literal in trace.Literals)
        {
            if (literal.Kind != PyConstantKind.Bytes || literal.Bytes.Length is < 40 or > MaxLiteral || depth >= MaxDepth) continue;
            if (MarshalReader.ReadCode(literal.Bytes.Span) is { } inner) Collect(inner, 0, acts, depth + 1);
        }
    }

    private static string Verb(PyAct act) => act.Kind switch
    {
        PyActKind.Import => "does",
        PyActKind.Call => "calls",
        PyActKind.Set => "sets",
        _ => "uses",
    };

    private static string Label(PyAct act) => act.Kind switch
    {
        PyActKind.Import => "import",
        PyActKind.Call => "call in the code",
        PyActKind.Set => "attribute that is set",
        _ => "name in the code",
    };

    private sealed record JudgedAct(PyAct Act, CodeReach Reach);
}
