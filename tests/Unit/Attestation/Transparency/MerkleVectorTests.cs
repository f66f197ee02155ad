using System.Text;
using System.Text.Json;
using Assay.Attestation.Transparency;

namespace Assay.Tests.Unit.Attestation.Transparency;

public sealed class MerkleVectorTests
{
    [Fact]
    public void The_tree_of_eight_leaves_has_the_published_roots()
    {
        var vectors = JsonElement.Parse(ProvenanceCorpus.Bytes("tlog/rfc6962-tree8.json"));
        var leaves = vectors.GetProperty("leaf_inputs_hex").EnumerateArray().Select(l => MerkleHash.Leaf(Convert.FromHexString(l.GetString()!)))
            .ToList();
        var roots = vectors.GetProperty("roots_hex_size_1_up").EnumerateArray().Select(r => r.GetString()).ToList();
        Convert.ToHexStringLower(MerkleHash.Empty).ShouldBe(vectors.GetProperty("empty_root_hex").GetString());
        for (var size = 1; size <= 8; size++) Convert.ToHexStringLower(MemoryLog.Root([.. leaves.Take(size)])).ShouldBe(roots[size - 1]);
    }

    [Fact]
    public void Inclusion_proofs_are_judged_as_the_vectors_say()
    {
        foreach (var vector in Lines("tlog/rfc6962-inclusion.jsonl"))
        {
            // Some vectors have an index beyond what a 64-bit signed number holds; such an index is none here.
            var index = vector.GetProperty("leafIdx").TryGetInt64(out var i) ? i : -1;
            var size = vector.GetProperty("treeSize").TryGetInt64(out var s) ? s : -1;
            MerkleProof.Includes(index, size, Bytes(vector, "leafHash"), Proof(vector), Bytes(vector, "root"))
                .ShouldBe(!vector.GetProperty("wantErr").GetBoolean(), vector.GetProperty("path").GetString());
        }
    }

    [Fact]
    public void Consistency_proofs_are_judged_as_the_vectors_say()
    {
        foreach (var vector in Lines("tlog/rfc6962-consistency.jsonl"))
        {
            var size1 = vector.GetProperty("size1").TryGetInt64(out var s1) ? s1 : -1;
            var size2 = vector.GetProperty("size2").TryGetInt64(out var s2) ? s2 : -1;
            MerkleProof.Extends(size1, size2, Bytes(vector, "root1"), Bytes(vector, "root2"), Proof(vector))
                .ShouldBe(!vector.GetProperty("wantErr").GetBoolean(), vector.GetProperty("path").GetString());
        }
    }

    private static List<JsonElement> Lines(string path)
    {
        var lines = Encoding.UTF8.GetString(ProvenanceCorpus.Bytes(path)).Split(
            '\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l)).ToList();
        lines.Count.ShouldBe(49);
        return lines;
    }

    private static byte[] Bytes(JsonElement vector, string name) =>
        vector.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? Convert.FromBase64String(text.GetString()!) : [];

    private static List<byte[]> Proof(JsonElement vector) => vector.GetProperty("proof") is { ValueKind: JsonValueKind.Array } hashes
        ? [.. hashes.EnumerateArray().Select(h => Convert.FromBase64String(h.GetString()!))]
        : [];
}
