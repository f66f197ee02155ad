using Assay.Attestation.Transparency;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Attestation.Transparency;

public sealed class MerkleProofTests
{
    private static readonly MemoryLog _log = MemoryLog.OfSize(700);

    [Fact]
    public void Every_leaf_of_every_small_tree_is_proved_and_nothing_else_is()
    {
        for (var size = 1; size <= 40; size++)
        {
            var root = _log.Root(size);
            for (var index = 0; index < size; index++)
            {
                var proof = Inclusion(index, size);
                for (var claimed = 0; claimed <= size; claimed++)
                    MerkleProof.Includes(claimed, size, _log.Leaves[index], proof, root).ShouldBe(
                        claimed == index, $"{index} as {claimed} of {size}");
                MerkleProof.Includes(index, size, _log.Leaves[(index + 1) % 700], proof, root).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void Every_small_tree_is_proved_to_extend_every_smaller_one_and_no_other()
    {
        for (var size2 = 1; size2 <= 40; size2++)
        {
            for (var size1 = 1; size1 <= size2; size1++)
            {
                var proof = Consistency(size1, size2);
                MerkleProof.Extends(size1, size2, _log.Root(size1), _log.Root(size2), proof).ShouldBeTrue($"{size1} to {size2}");
                MerkleProof.Extends(size1, size2, MemoryLog.Root([.. _log.Leaves.Skip(1).Take(size1)]), _log.Root(size2), proof).ShouldBeFalse();
                MerkleProof.Extends(size1, size2, _log.Root(size1), MemoryLog.Root([.. _log.Leaves.Skip(1).Take(size2)]), proof).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void Trees_over_several_levels_of_tiles_are_proved() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Gen.Choose(1, 700).Two().ToArbitrary(), sizes =>
        {
            var (size1, size2) = (Math.Min(sizes.Item1, sizes.Item2), Math.Max(sizes.Item1, sizes.Item2));
            return MerkleProof.Includes(size1 - 1, size2, _log.Leaves[size1 - 1], Inclusion(size1 - 1, size2), _log.Root(size2))
                && MerkleProof.Extends(size1, size2, _log.Root(size1), _log.Root(size2), Consistency(size1, size2))
                && new MerkleTree(_log, 700).RootAsync(size2, default).Result.SequenceEqual(_log.Root(size2));
        }));

    [Fact]
    public void A_changed_proof_proves_nothing() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Gen.Choose(2, 300).ToArbitrary(), Gen.Choose(0, 1 << 20).ToArbitrary(), (size, random) =>
        {
            var index = random % size;
            var proof = Inclusion(index, size);
            var consistency = Consistency(index + 1, size);
            return !MerkleProof.Includes(index, size, _log.Leaves[index], Changed(proof, random), _log.Root(size))
                && !MerkleProof.Extends(index + 1, size, _log.Root(index + 1), _log.Root(size), Changed(consistency, random));
        }));

    [Fact]
    public void A_proof_of_another_size_is_not_one_of_this()
    {
        for (var size = 2; size <= 40; size++)
        {
            // With the root of its own size, a proof may serve another size only where both have the same shape around the leaf; the root differs
            // then.
            MerkleProof.Includes(0, size, _log.Leaves[0], Inclusion(0, size), _log.Root(size - 1)).ShouldBeFalse();
            MerkleProof.Extends(size - 1, size, _log.Root(size), _log.Root(size), Consistency(size - 1, size)).ShouldBeFalse();
        }
        MerkleProof.Extends(0, 5, MerkleHash.Empty, _log.Root(5), []).ShouldBeFalse();
        MerkleProof.Extends(5, 4, _log.Root(5), _log.Root(4), []).ShouldBeFalse();
        MerkleProof.Includes(long.MaxValue, long.MaxValue, _log.Leaves[0], [], _log.Root(1)).ShouldBeFalse();
        MerkleProof.Includes(-1, 1, _log.Leaves[0], [], _log.Root(1)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_missing_or_short_tile_is_reported_by_its_path()
    {
        var tree = new MerkleTree(new ShortTiles(), 10);
        (await Should.ThrowAsync<LogDamagedException>(() => tree.RootAsync(10, default))).Message.ShouldContain("tile/0/000.p/10");
    }

    private static IReadOnlyList<byte[]> Inclusion(int index, int size) => new MerkleTree(_log, 700).InclusionProofAsync(index, size, default).Result;

    private static IReadOnlyList<byte[]> Consistency(int size1, int size2) =>
        new MerkleTree(_log, 700).ConsistencyProofAsync(size1, size2, default).Result;

    private static List<byte[]> Changed(IReadOnlyList<byte[]> proof, int random)
    {
        List<byte[]> changed = [.. proof.Select(h => (byte[])h.Clone())];
        switch (random % 4)
        {
            case 0 when changed.Count > 0:
                changed[random % changed.Count][random % 32] ^= (byte)(1 << (random % 8));
                break;
            case 1 when changed.Count > 0:
                changed.RemoveAt(random % changed.Count);
                break;
            case 2 when changed.Count > 0:
                changed[^1] = changed[^1][..31];
                break;
            default:
                changed.Insert(random % (changed.Count + 1), new byte[32]);
                break;
        }
        return changed;
    }

    private sealed class ShortTiles : ITileSource
    {
        public ValueTask<byte[]?> ReadTileAsync(TileAddress address, CancellationToken cancellationToken) =>
            ValueTask.FromResult<byte[]?>(new byte[9 * 32 + 31]);
    }
}
