using System.Collections;

namespace Assay.OnnxRuntime;

/// <summary>The outputs of a run, in the order in which they were asked for. Disposing frees them all.</summary>
public sealed class OrtOutputs : IReadOnlyList<OrtTensor>, IDisposable
{
    private readonly IReadOnlyList<OrtTensor> _tensors;

    internal OrtOutputs(IReadOnlyList<OrtTensor> tensors) => _tensors = tensors;

    public int Count => _tensors.Count;

    public OrtTensor this[int index] => _tensors[index];

    public IEnumerator<OrtTensor> GetEnumerator() => _tensors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        foreach (var tensor in _tensors) tensor.Dispose();
    }
}
