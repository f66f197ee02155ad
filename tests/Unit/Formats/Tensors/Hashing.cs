using System.Security.Cryptography;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Tensors;

namespace Assay.Tests.Unit.Formats.Tensors;

/// <summary>Lists and hashes a file in one go.</summary>
internal sealed record Hashing(IReadOnlyList<HashedTensor> Tensors, IReadOnlyList<string> Problems)
{
    public HashedTensor this[string name] => Tensors.Single(t => t.Entry.Name == name);

    public static Hashing Of(byte[] file, string name = "model", ITensorFiles? files = null) => Of(new MemoryByteSource(file), name, files);

    public static Hashing Of(ByteSource source, string name = "model", ITensorFiles? files = null)
    {
        var token = TestContext.Current.CancellationToken;
        using var listing = TensorReader.List(source, name, files, token);
        if (listing is null) return new([], ["no format"]);
        var problems = new List<string>();
        var tensors = TensorHasher.Hash(listing, source.Length, problems.Add, token).ToList();
        return new(tensors, [.. listing.Problems, .. problems]);
    }

    public static Sha256Digest Digest(byte[] bytes) => Sha256Digest.FromBytes(SHA256.HashData(bytes));
}
