namespace Assay.Domain.Lineage;

/// <summary>How much two models share, counted over different tensors that are evidence of descent.</summary>
/// <param name="Kinship">In one word.</param>
/// <param name="SharedTensors">In both.</param>
/// <param name="SharedBytes">Of these.</param>
/// <param name="OwnTensors">Of this model.</param>
/// <param name="OwnBytes">Of these.</param>
/// <param name="OtherTensors">Of the other model.</param>
/// <param name="OtherBytes">Of these.</param>
public sealed record TensorComparison(
    Kinship Kinship, int SharedTensors, long SharedBytes, int OwnTensors, long OwnBytes, int OtherTensors, long OtherBytes)
{
    /// <summary>Part of this model's bytes that the other has, 0 to 1.</summary>
    public double ShareOfOwn => OwnBytes == 0 ? 0 : (double)SharedBytes / OwnBytes;

    /// <summary>Part of the other's bytes that this model has, 0 to 1.</summary>
    public double ShareOfOther => OtherBytes == 0 ? 0 : (double)SharedBytes / OtherBytes;

    /// <summary>Compares two models.</summary>
    public static TensorComparison Of(ModelTensors own, ModelTensors other)
    {
        var shared = 0;
        long bytes = 0;
        foreach (var (digest, tensor) in own.Evidence)
        {
            if (!other.Evidence.ContainsKey(digest)) continue;
            shared++;
            bytes += tensor.Size;
        }
        var kinship = shared == 0 ? Kinship.None
            : shared == own.Evidence.Count ? (shared == other.Evidence.Count ? Kinship.Identical : Kinship.Within)
            : shared == other.Evidence.Count ? Kinship.Contains : Kinship.Some;
        return new(kinship, shared, bytes, own.Evidence.Count, own.Bytes, other.Evidence.Count, other.Bytes);
    }

    /// <summary>
    /// Part of this model's bytes for which the other has a tensor of the same element type and shape, 0 to 1. Only where it is near 1 does it mean anything
    /// that two models share nothing: a conversion or another architecture never shares.
    /// </summary>
    public static double Alike(ModelTensors own, ModelTensors other)
    {
        var places = other.Evidence.Values.GroupBy(t => (t.ElementType, t.Shape)).ToDictionary(g => g.Key, g => g.Count());
        long alike = 0;
        foreach (var tensor in own.Evidence.Values)
        {
            var key = (tensor.ElementType, tensor.Shape);
            if (!places.TryGetValue(key, out var left) || left == 0) continue;
            places[key] = left - 1;
            alike += tensor.Size;
        }
        return own.Bytes == 0 ? 0 : (double)alike / own.Bytes;
    }
}
