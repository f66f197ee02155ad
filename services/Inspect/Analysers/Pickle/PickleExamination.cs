using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Pickle;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Judges what a stream of pickles does while it is followed, and reports it when it is over.</summary>
internal sealed class PickleExamination : IPickleObserver
{
    private readonly ByteSource _source;
    private readonly long _base;
    private readonly GlobalJudge _globals;
    private readonly ArgumentJudge _arguments;
    private readonly FindingList _findings;
    private readonly NestedBytes _nested;
    private readonly Dictionary<PickleImport, ImportState> _imports = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<PickleOddity> _oddities = [];

    public PickleExamination(ByteSource source, long baseOffset, GlobalJudge globals, FindingList findings, NestedBytes nested)
    {
        (_source, _base, _globals, _findings, _nested) = (source, baseOffset, globals, findings, nested);
        _arguments = new(source, globals);
    }

    public void Imported(PickleImport import) => State(import);

    public void Called(PickleCall call)
    {
        if (call.Kind == PickleCallKind.Build)
        {
            if (call.Callee.Import is not null)
                _findings.Add(PickleRules.Overwrites, _base + call.Offset, $"Loading overwrites attributes of {Quote(call.Callee.Import)}.", Seen(call));
            return;
        }
        if (call.Callee.Import is { } import) CalledImport(State(import), call);
        else if (call.Callee.Call is not null)
            _findings.Add(PickleRules.UnknownFunction, _base + call.Offset, $"Loading calls what another call returned: {Quote(call)}.", Seen(call));
        else _findings.Add(PickleRules.Unresolved, _base + call.Offset, "Loading calls something that cannot be determined from the file.", Seen(call));
    }

    public void Noticed(PickleOddity oddity, long offset)
    {
        if (!_oddities.Add(oddity)) return;
        var (rule, message) = oddity switch
        {
            PickleOddity.FrameBeyondEnd => (PickleRules.Oddity, "A frame is longer than the file."),
            PickleOddity.UnknownProtocol => (PickleRules.Oddity, "The protocol number is one that no loader knows."),
            PickleOddity.UndefinedMemo => (PickleRules.Oddity, "A memo slot is read that was never written."),
            PickleOddity.Expansion => (PickleRules.Expands, "The objects refer to each other so that they are more than a billion when unfolded."),
            _ => (PickleRules.Limit, "The pickle has more imports, memo slots or values than are followed."),
        };
        _findings.Add(rule, _base + offset, message);
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

    private void CalledImport(ImportState state, PickleCall call)
    {
        state.Calls++;
        state.FirstCall ??= call;
        // Bytes are opened for a few calls of each callee: an honest file has as many as it has tensors, all alike.
        var opened = _nested.Examine(_source, _base, call, state.Reach.Arguments == ArgumentRule.Nested);
        if (state.Reach.Kind != ReachKind.Harmless || state.ArgumentsReported) return;
        var complaint = state.Reach.Arguments == ArgumentRule.Nested && !opened
            ? "its bytes are neither a pickle nor an archive"
            : _arguments.Complaint(state.Reach.Arguments, call);
        if (complaint is null) return;
        state.ArgumentsReported = true;
        var severe = state.Reach.Arguments is ArgumentRule.GetAttribute or ArgumentRule.TextMethod;
        _findings.Add(
            PickleRules.Arguments, severe ? Severity.High : PickleRules.Arguments.Severity, _base + call.Offset,
            $"Loading calls {Quote(call)}, but {complaint}.", Seen(call));
    }

    private void Report(ImportState state)
    {
        var call = state.FirstCall;
        var offset = _base + (call?.Offset ?? state.Import.Offset);
        var name = EvidenceText.Quote(state.Reach.Name);
        Evidence[] evidence = call is null ? [Import(state)] : [Import(state), Seen(call)];
        switch (state.Reach.Kind)
        {
            case ReachKind.Dangerous when call is not null:
                _findings.Add(PickleRules.Runs, offset, $"Loading this file calls {Quote(call)}: {name} {state.Reach.Does}. Do not load it.", evidence);
                break;
            case ReachKind.Dangerous:
                _findings.Add(PickleRules.Imports, offset, $"Loading this file imports {name}, which {state.Reach.Does}. Do not load it.", evidence);
                break;
            case ReachKind.CodeByValue:
                _findings.Add(PickleRules.ByValue, offset, $"The file uses {name}, which {state.Reach.Does}. Read that code before use.", evidence);
                break;
            case ReachKind.Unresolved:
                _findings.Add(PickleRules.Unresolved, offset, $"Loading imports something whose name is not in the file ({name}). Do not load it.", evidence);
                break;
            case ReachKind.UnknownFunction when call is not null:
                _findings.Add(PickleRules.UnknownFunction, offset, $"Loading this file calls {Quote(call)}; nothing is known of {name}.", evidence);
                break;
            case ReachKind.UnknownFunction:
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
