using Assay.Contracts.Values;

namespace Assay.Domain.Lineage;

/// <summary>The different tensors of one version of a model, of all its files together.</summary>
public sealed class ModelTensors
{
    private readonly Dictionary<Sha256Digest, StoredTensor> _evidence = [];

    public ModelTensors(IEnumerable<StoredTensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            Count++;
            if (tensor.IsEvidence && _evidence.TryAdd(tensor.Digest, tensor)) Bytes += tensor.Size;
        }
    }

    /// <summary>Tensors given, those that are no evidence among them.</summary>
    public int Count { get; }

    /// <summary>Different tensors that are evidence of descent.</summary>
    public IReadOnlyDictionary<Sha256Digest, StoredTensor> Evidence => _evidence;

    /// <summary>Of all of <see cref="Evidence"/> together.</summary>
    public long Bytes { get; }

    /// <summary>
    /// True where the names say that these are the small matrices of an adapter (LoRA and its like), which have no tensor in common with the model that
    /// they adapt.
    /// </summary>
    public bool IsAdapter => _evidence.Count > 0 && _evidence.Values.Count(t => IsAdapterName(t.Name)) * 2 > _evidence.Count;

    private static bool IsAdapterName(string name) =>
        name.Contains("lora_", StringComparison.Ordinal) || name.Contains(".lora.", StringComparison.Ordinal) || name.Contains("lokr_", StringComparison.Ordinal)
        || name.Contains("hada_", StringComparison.Ordinal) || name.Contains("adapter", StringComparison.Ordinal) || name.Contains("prompt_embeddings", StringComparison.Ordinal);
}
