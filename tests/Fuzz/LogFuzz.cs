using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Keys;
using Assay.Attestation.Registry;
using Assay.Attestation.Transparency;

namespace Assay.Tests.Fuzz;

/// <summary>
/// Mutates notes, checkpoints, keys, tiles, tile paths, proofs, trust files and acts that are valid, and checks that each reader ends with a value or a
/// reason, and that nothing changed is accepted with another meaning. <c>fuzz log [COUNT] [SEED]</c>
/// </summary>
internal static class LogFuzz
{
    private const string Origin = "example.org/log";

    public static int Run(string[] args)
    {
        var count = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var random = new Random(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = NoteKey.Of(Origin, EcdsaPublicKey.From(ecdsa)!).Value!;
        var text = new Checkpoint(Origin, 5, SHA256.HashData([1]), ["extension"]).ToText();
        var note = new SignedNote(text, [new(Origin, key.Id, ecdsa.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))]);
        var leaves = Enumerable.Range(0, 7).Select(i => MerkleHash.Leaf([(byte)i])).ToArray();
        var proof = Proof(leaves, 3);
        var root = MerkleProof.RootOfInclusion(3, 7, leaves[3], proof)!;
        byte[][] seeds =
        [
            Encoding.UTF8.GetBytes(note.ToString()), Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(key.ToKeyText()),
            EntryTile.Write([[1, 2, 3], [], [4]]), Encoding.UTF8.GetBytes("x001/x234/067.p/5"), [.. proof.SelectMany(h => h)], Act(),
        ];
        for (var i = 0L; i < count; i++)
        {
            var kind = (int)(i % seeds.Length);
            var input = Mutated(seeds[kind], random);
            try
            {
                if (IsSound(kind, input)) continue;
                Console.WriteLine($"input {i} of kind {kind} was accepted with another meaning: {Convert.ToHexString(input)}");
            }
            catch (Exception e)
            {
                Console.WriteLine($"input {i} of kind {kind} threw {e.GetType().Name} ({e.Message}): {Convert.ToHexString(input)}");
            }
            return 1;
        }
        Console.WriteLine($"{count} inputs: each ended with a value or a reason, none was accepted with another meaning");
        return 0;

        bool IsSound(int kind, byte[] input)
        {
            switch (kind)
            {
                case 0:
                    var read = SignedNote.Parse(input);
                    return !read.IsOk || !read.Value.VerifiedBy([key]).IsOk || read.Value.Text == text;
                case 1:
                    var checkpoint = Checkpoint.Parse(Encoding.UTF8.GetString(input));
                    return !checkpoint.IsOk || checkpoint.Value.ToText() == Encoding.UTF8.GetString(input);
                case 2:
                    var parsed = NoteKey.Parse(Encoding.UTF8.GetString(input));
                    return !parsed.IsOk || parsed.Value.ToKeyText().Equals(Encoding.UTF8.GetString(input), StringComparison.OrdinalIgnoreCase);
                case 3:
                    var entries = EntryTile.Read(input, 3);
                    return !entries.IsOk || EntryTile.Write([.. entries.Value]).AsSpan().SequenceEqual(input);
                case 4:
                    var path = Encoding.UTF8.GetString(input);
                    return TilePath.Parse(path) is not { } address || TilePath.Of(address.Index, address.Width) == path;
                case 5:
                    List<byte[]> hashes = [.. input.Chunk(MerkleHash.Length)];
                    return !MerkleProof.Includes(3, 7, leaves[3], hashes, root) || input.AsSpan().SequenceEqual(seeds[5]);
                default:
                    RegistryActJson.Parse(input);
                    RegistryTrust.Parse(input);
                    return true;
            }
        }
    }

    private static byte[] Act() => RegistryActJson.Write(new()
    {
        Id = Guid.Empty,
        Act = "approve",
        State = "approved",
        Manifest = Contracts.Values.Sha256Digest.OfNothing,
        Name = "name",
        Actor = "token:1",
        ActorName = "ada",
        At = DateTimeOffset.UnixEpoch,
    });

    private static List<byte[]> Proof(byte[][] leaves, int index)
    {
        // Of the fourth of seven leaves: its neighbour, the pair before, and what comes after.
        var right = MerkleHash.Node(MerkleHash.Node(leaves[4], leaves[5]), leaves[6]);
        return [leaves[index - 1], MerkleHash.Node(leaves[0], leaves[1]), right];
    }

    private static byte[] Mutated(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (var n = random.Next(1, 4); n > 0 && bytes.Count > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveAt(at); break;
                case 3: bytes.Insert(at, bytes[random.Next(bytes.Count)]); break;
                default: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)); break;
            }
        }
        return [.. bytes];
    }
}
