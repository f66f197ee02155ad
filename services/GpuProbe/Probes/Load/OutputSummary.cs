using System.Security.Cryptography;
using Assay.Contracts.Values;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Load;

/// <summary>What is kept of a run's outputs.</summary>
/// <param name="Digest">Of all outputs' bytes.</param>
/// <param name="FloatDigest">Of the floating-point outputs' bytes; empty where there are none.</param>
/// <param name="Floats">How many floating-point values there were.</param>
/// <param name="NotANumber">How many of them were not numbers.</param>
/// <param name="Infinite">How many were infinite.</param>
/// <param name="Shapes">The outputs' shapes, e.g. <c>1x10</c>.</param>
internal sealed record OutputSummary(Sha256Digest Digest, Sha256Digest FloatDigest, long Floats, long NotANumber, long Infinite, IReadOnlyList<string> Shapes)
{
    private const int ChunkBytes = 1 << 20;

    public static OutputSummary Of(OrtOutputs outputs)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var onlyFloats = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long floats = 0, notANumber = 0, infinite = 0;
        foreach (var output in outputs)
        {
            for (var offset = 0L; offset < output.ByteLength; offset += ChunkBytes)
            {
                var chunk = output.Bytes(offset, (int)Math.Min(ChunkBytes, output.ByteLength - offset));
                all.AppendData(chunk);
                if (!output.ElementType.IsFloat()) continue;
                onlyFloats.AppendData(chunk);
                var (nan, infinity) = FloatScan.Count(chunk, output.ElementType);
                (notANumber, infinite) = (notANumber + nan, infinite + infinity);
            }
            if (output.ElementType.IsFloat()) floats += output.ElementCount;
        }
        return new(Sha256Digest.FromBytes(all.GetHashAndReset()), floats == 0 ? default : Sha256Digest.FromBytes(onlyFloats.GetHashAndReset()),
            floats, notANumber, infinite, [.. outputs.Select(output => string.Join('x', output.Shape))]);
    }
}
