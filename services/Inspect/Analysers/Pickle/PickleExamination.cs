using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Pickle;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Judges what a stream of pickles does while it is followed, and reports it when it is over.</summary>
internal sealed class PickleExamination : IPickleObserver
{
    /// <summary>Calls of one import whose arguments are looked at; an honest file has millions of some, all alike, and a payload needs one.</summary>
    private const int MaxJudgedCalls = 100_000;

    private readonly ByteSource _source;
    private readonly long _base;
    private readonly GlobalJudge _globals;
    private readonly ArgumentJudge _arguments;
    private readonly FindingList _findings;
    private readonly NestedBytes _nested;
    private readonly CodeByValue _code;
    private readonly Dictionary<PickleImport, ImportState> _imports = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<PickleOddity> _oddities = [];
    private bool _oddStorage;

    public PickleExamination(ByteSource source, long baseOffset, GlobalJudge globals, FindingList findings, NestedBytes nested)
    {
        (_source, _base, _globals, _findings, _nested) = (source, baseOffset, globals, findings, nested);
        _arguments = new(source, globals);
        _code = new(source, baseOffset, findings);
    }

    public void Imported(PickleImport import) => State(import);

    public void Called(PickleCall call)
    {
        if (call.Kind == PickleCallKind.Build)
        {
            Built(call);
            return;
        }
        if (call.Callee.Import is { } import) CalledImport(State(import), call);
        else if (call.Callee.Call is { } made) CalledResult(made, call);
        else _findings.Add(PickleRules.Unresolved, _base + call.Offset, "Loading calls something that cannot be determined from the file.", Seen(call));
    }

    public void Carried(in PickleValue bytes) => _code.Examine(bytes);

    public void Noticed(PickleOddity oddity, long offset)
    {
        if (!_oddities.Add(oddity)) return;
        var (rule, message) = oddity switch
        {
            PickleOddity.FrameBeyondEnd => (PickleRules.Oddity, "A frame is longer than the file."),
            PickleOddity.UnknownProtocol => (PickleRules.Oddity, "The protocol number is one that no loader knows."),
            PickleOddity.UndefinedMemo => (PickleRules.Oddity, "A memo slot is read that was never written."),
            PickleOddity.MemoJump => (PickleRules.Oddity, "A memo slot far beyond the others is written, as in pickles that were spliced together."),
            PickleOddity.LeftOver => (PickleRules.Oddity, "Values are left on the stack when the pickle ends, which no writer does."),
            PickleOddity.Expansion => (PickleRules.Expands, "The objects refer to each other so that they are more than a billion when unfolded."),
            _ => (PickleRules.Limit, "The pickle has more imports, memo slots or values than are followed."),
        };
        _findings.Add(rule, _base + offset, message);
    }

    public void Identified(in PickleValue id, long offset)
    {
        if (_oddStorage || StorageId.Complaint(_source, id) is not { } complaint) return;
        _oddStorage = true;
        _findings.Add(PickleRules.Storage, _base + offset, $"The loader is asked for a storage in a way that torch never does: {complaint}.");
    }

    /// <summary>Reports every import that is not harmless, with its first call.</summary>
    public void Finish()
    {
        foreach (var state in _imports.Values)
        {
            if (state.Reach.Kind != ReachKind.Harmless) Report(state);
        }
    }

    private ImportState State(PickleImport import)
    {
        if (_imports.TryGetValue(import, out var state)) return state;
        state = new(import, _globals.Judge(import));
        if (state.Reach.Kind != ReachKind.Harmless || _imports.Count < PickleAnalyser.MaxImports) _imports[import] = state;
        return state;
    }

    private void Built(PickleCall call)
    {
        if (call.Callee.Import is not null)
            _findings.Add(PickleRules.Overwrites, _base + call.Offset, $"Loading overwrites attributes of {Quote(call.Callee.Import)}.", Seen(call));
        if (call.Callee.Call is not { Callee.Import: { } maker } made) return;
        // What getattr and getLogger hand out belongs to the running program.
        if (maker.Name is "getattr" or "getLogger")
            _findings.Add(PickleRules.Overwrites, _base + call.Offset, $"Loading overwrites attributes of what {Quote(made)} returns.", Seen(call));
        // Arrays of old joblib stand in files beside the pickle; a path leads elsewhere.
        if (maker.Name is "NDArrayWrapper" or "ZNDArrayWrapper" && TextEvidence.OfPath(_source, call.Arguments) is { } path)
            _findings.Add(PickleRules.Arguments, Severity.High, _base + call.Offset, $"Loading opens the file that {Quote(made)} names: {path}.", Seen(call));
        var state = State(maker);
        if (state.Reach.Kind != ReachKind.UnknownClass || state.Telling is not null || state.Calls > MaxJudgedCalls) return;
        state.Telling = TextEvidence.OfState(_source, call.Arguments);
        if (state.Telling is not null) state.FirstCall = call;
    }

    private void CalledImport(ImportState state, PickleCall call)
    {
        state.Calls++;
        state.FirstCall ??= call;
        if (state.Calls > MaxJudgedCalls && state.Reach.Kind == ReachKind.Harmless && state.Reach.Arguments != ArgumentRule.Nested) return;
        // Bytes are opened for a few calls of each callee: an honest file has as many as it has tensors, all alike.
        var opened = _nested.Examine(_source, _base, call, state.Reach.Arguments == ArgumentRule.Nested);
        if (state.Reach.Kind != ReachKind.Harmless)
        {
            Unvouched(state, call);
            return;
        }
        if (state.Reach.Arguments == ArgumentRule.Applies && call.ArgumentList.Length > 2)
            Called(new(PickleCallKind.Reduce, call.ArgumentList[0], call.ArgumentList[2], call.Offset));
        if (state.ArgumentsReported) return;
        if (SizeJudge.Complaint(call) is { } enormous)
        {
            state.ArgumentsReported = true;
            _findings.Add(PickleRules.Expands, _base + call.Offset, $"Loading calls {Quote(call)}, which {enormous}.", Seen(call));
            return;
        }
        var complaint = state.Reach.Arguments == ArgumentRule.Nested && !opened
            ? new Complaint(Severity.High, "its bytes are neither a pickle nor an archive")
            : _arguments.Complaint(state.Reach, call);
        if (complaint is null) return;
        state.ArgumentsReported = true;
        _findings.Add(
            PickleRules.Arguments, complaint.Severity, _base + call.Offset, $"Loading calls {Quote(call)}, but {complaint.Words}.", Seen(call));
    }

    private void Unvouched(ImportState state, PickleCall call)
    {
        if (!state.IsApplied && call.Kind != PickleCallKind.NewObj)
        {
            // What is shown is a call that can do something, where there is one.
            state.IsApplied = true;
            if (state.Reach.Kind == ReachKind.UnknownFunction) state.FirstCall = call;
        }
        if (state.Reach.Kind is ReachKind.CodeByValue or ReachKind.Dangerous) _code.Examine(call);
        if (state.Telling is not null || state.Calls > MaxJudgedCalls) return;
        state.Telling = TextEvidence.Of(_source, call);
        if (state.Telling is not null && state.Reach.Kind is ReachKind.UnknownClass or ReachKind.UnknownFunction) state.FirstCall = call;
    }

    private void CalledResult(PickleCall made, PickleCall call)
    {
        _code.Examine(call);
        if (made.Callee.Import is { } import && State(import).Reach.Kind == ReachKind.CodeByValue)
        {
            // To make an object of a carried class runs its __new__, which was judged with the rest of its code.
            var (severity, what) = call.Kind == PickleCallKind.NewObj
                ? (Severity.Medium, "makes an object of a class") : (Severity.High, "runs a function");
            _findings.Add(PickleRules.ByValue, severity, _base + call.Offset, $"Loading {what} that the file carries: {Quote(call)}.", Seen(call));
            return;
        }
        _findings.Add(PickleRules.UnknownFunction, _base + call.Offset, $"Loading calls what another call returned: {Quote(call)}.", Seen(call));
    }

    private void Report(ImportState state)
    {
        var call = state.FirstCall;
        var offset = _base + (call?.Offset ?? state.Import.Offset);
        var name = EvidenceText.Quote(state.Reach.Name);
        var given = state.Telling is { } telling ? $" It is given {telling}." : "";
        if (state.Reach.IsVouched && !state.IsApplied && state.Telling is null) return;
        Evidence[] evidence = call is null ? [Import(state)] : [Import(state), Seen(call)];
        switch (state.Reach.Kind)
        {
            case ReachKind.Dangerous when call is not null:
                _findings.Add(PickleRules.Runs, offset, $"Loading this file calls {Quote(call)}: {name} {state.Reach.Does}. Do not load it.", evidence);
                break;
            case ReachKind.Dangerous:
                _findings.Add(PickleRules.Imports, offset, $"Loading this file imports {name}, which {state.Reach.Does}. Do not load it.", evidence);
                break;
            case ReachKind.CodeByValue when _code.Functions > 0: break;
            case ReachKind.CodeByValue:
                _findings.Add(PickleRules.ByValue, offset, $"The file uses {name}, which {state.Reach.Does}. Read that code before use.", evidence);
                break;
            case ReachKind.Unresolved:
                _findings.Add(PickleRules.Unresolved, offset, $"Loading imports something whose name is not in the file ({name}). Do not load it.", evidence);
                break;
            case ReachKind.UnknownFunction when state.IsApplied && call is not null:
                _findings.Add(PickleRules.UnknownFunction, offset, $"Loading this file calls {Quote(call)}; nothing is known of {name}.{given}", evidence);
                break;
            case ReachKind.UnknownFunction or ReachKind.UnknownClass when state.Telling is not null && call is not null:
                _findings.Add(
                    PickleRules.Convicted, offset, $"Loading this file calls {Quote(call)}: nothing is known of {name}, and it is given {state.Telling}.", evidence);
                break;
            case ReachKind.UnknownFunction when call is null:
                _findings.Add(
                    PickleRules.UnknownFunction, Severity.Medium, offset, $"Loading this file imports {name}, of which nothing is known.", evidence);
                break;
            default:
                _findings.Add(PickleRules.UnknownClass, offset, $"Loading this file needs the class {name}, of which nothing is known.", evidence);
                break;
        }
    }

    private static string Quote(PickleImport import) => EvidenceText.Quote(import.ToString());

    private string Quote(PickleCall call) => EvidenceText.Quote(CallText.Of(_source, call));

    private static Evidence Import(ImportState state) => Evidence.Quoted("import", state.Import.ToString());

    private Evidence Seen(PickleCall call) => Evidence.Quoted("call", CallText.Of(_source, call));
}
