using System.Text;
using Assay.Attestation.Transparency;

namespace Assay.Tests.Unit.Attestation.Transparency;

/// <summary>A log that another implementation of tlog-tiles wrote, with the checkpoints of all its sizes.</summary>
public sealed class PublishedLogTests : ITileSource
{
    // Published beside the log's test data; signs nothing but it.
    private const string Key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    [Fact]
    public async Task All_its_checkpoints_are_signed_and_follow_from_its_tiles()
    {
        var key = NoteKey.Parse(Key).Value!;
        var tree = new MerkleTree(this, 15);
        Checkpoint? before = null;
        for (var size = 0; size <= 15; size++)
        {
            var note = Encoding.UTF8.GetString(ProvenanceCorpus.Bytes($"tlog/tessera-log/checkpoint.{size}"));
            var checkpoint = SignedCheckpoint.Verify(note, [key]).Value!.Checkpoint;
            checkpoint.Size.ShouldBe(size);
            (await tree.RootAsync(size, default)).ShouldBe(checkpoint.Root);
            if (before is { Size: > 0 })
                MerkleProof.Extends(
                    before.Size, size, before.Root, checkpoint.Root, await tree.ConsistencyProofAsync(before.Size, size, default)).ShouldBeTrue();
            before = checkpoint;
        }
    }

    [Fact]
    public void Its_entries_hash_to_its_tiles()
    {
        for (var width = 1; width <= 15; width++)
        {
            var entries = EntryTile.Read(ProvenanceCorpus.Bytes($"tlog/tessera-log/{EntryTile.Path(0, width)}"), width).Value!;
            entries.SelectMany(e => MerkleHash.Leaf(e)).ShouldBe(ProvenanceCorpus.Bytes($"tlog/tessera-log/{new TileAddress(0, 0, width).Path}"));
        }
    }

    public ValueTask<byte[]?> ReadTileAsync(TileAddress address, CancellationToken cancellationToken) =>
        ValueTask.FromResult<byte[]?>(ProvenanceCorpus.Bytes("tlog/tessera-log/" + address.Path));
}
