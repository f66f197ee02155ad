using Assay.Formats.Pickle;

namespace Assay.Formats.Tensors;

/// <summary>Collects the tensors that a pickle would make, with the keys under which it puts them. Nothing is made.</summary>
internal sealed class TorchObserver(ByteSource pickle) : IPickleObserver
{
    private readonly Dictionary<PickleCall, int> _made = new(ReferenceEqualityComparer.Instance);
    private readonly List<TorchCall> _calls = [];
    private readonly Dictionary<int, string> _names = [];

    /// <summary>In the order in which they would be made.</summary>
    public IReadOnlyList<TorchCall> Calls => _calls;

    /// <summary>True where there are more than are kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The last part of a tensor's name: the key of the dictionary that holds it; null where nothing does.</summary>
    public string? NameOf(int call) => _names.GetValueOrDefault(call);

    public void Imported(PickleImport import)
    {
    }

    public void Noticed(PickleOddity oddity, long offset) => IsCut |= oddity == PickleOddity.LimitReached;

    public void Called(PickleCall call)
    {
        if (call.Kind == PickleCallKind.Build) return;
        // A parameter is a tensor with a flag.
        if (call.Callee.Import is { Module: "torch._utils", Name: "_rebuild_parameter" or "_rebuild_parameter_with_state" } && call.ArgumentList is [{ Call: { } inner }, ..]
            && _made.TryGetValue(inner, out var known))
        {
            _made[call] = known;
            return;
        }
        if (TorchCall.Of(pickle, call) is not { } tensor) return;
        if (_calls.Count == TensorLimits.Tensors) IsCut = true;
        if (IsCut) return;
        _made[call] = _calls.Count;
        _calls.Add(tensor);
    }

    public void Stored(in PickleValue key, in PickleValue value)
    {
        if (value.Call is not { } call || !_made.TryGetValue(call, out var index) || _names.ContainsKey(index)) return;
        if (key.Kind == PickleValueKind.Text) _names[index] = PickleText.ReadStart(pickle, key, TensorLimits.Name);
        else if (key.Kind == PickleValueKind.Int) _names[index] = key.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
