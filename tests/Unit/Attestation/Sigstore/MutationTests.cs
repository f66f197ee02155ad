using System.Text.Json.Nodes;
using Assay.Attestation.Bundles;
using Assay.Attestation.Sigstore;
using Assay.Tests.Unit.Attestation.Sigstore.TestBed;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Attestation.Sigstore;

/// <summary>However a good bundle is changed, it is refused or it proves the same as before.</summary>
public sealed class MutationTests
{
    private static readonly TestSigstore _world = new();

    private static readonly SigningOptions[] _options =
    [
        new(),
        new() { SecondLog = true },
        new() { PayloadType = "application/vnd.in-toto+json", Stamped = true },
        new() { PayloadType = "application/vnd.in-toto+json", SecondLog = true },
        new() { PayloadType = "application/vnd.in-toto+json", Entry = "intoto 0.0.2" },
        new() { MediaType = "application/vnd.dev.sigstore.bundle+json;version=0.1" },
    ];

    private static readonly (SigningOptions Options, JsonObject Bundle, SigstoreResult Result)[] _good = [.. _options.Select(o =>
    {
        var bundle = _world.Sign(o);
        return (o, bundle, _world.Judge(bundle, Subject(o)));
    })];

    [Fact]
    public void Of_the_bytes_of_the_file() => Check((which, at, value) =>
    {
        var bytes = Judging.Utf8(_good[which].Bundle);
        bytes[at % bytes.Length] = value;
        return bytes;
    });

    [Fact]
    public void Of_the_bytes_that_are_coded_in_it() => Check((which, at, value) =>
    {
        var bundle = _good[which].Bundle.DeepClone();
        var leaves = Leaves(bundle).ToList();
        var leaf = leaves[at % leaves.Count];
        var bytes = leaf.Bytes();
        bytes[(int)(31L * value * at % bytes.Length)] ^= (byte)(1 << (at % 8));
        leaf.ReplaceWith(Convert.ToBase64String(bytes));
        return Judging.Utf8(bundle);
    });

    [Fact]
    public void Of_its_members() => Check((which, at, value) =>
    {
        var bundle = _good[which].Bundle.DeepClone();
        var members = Members(bundle).ToList();
        var (owner, name) = members[at % members.Count];
        if (value % 2 == 0) owner.Remove(name);
        else owner[name] = Members(_good[value % _good.Length].Bundle).Where(m => m.Name == name).Select(m => m.Owner[name]!.DeepClone()).FirstOrDefault();
        return Judging.Utf8(bundle);
    });

    [Fact]
    public void The_bundles_that_are_changed_are_good_ones() => _good.ShouldAllBe(g => g.Result.IsValid);

    private static void Check(Func<int, int, byte, byte[]> change)
    {
        var inputs = Gen.Choose(0, _good.Length - 1).SelectMany(which => Gen.Choose(0, 1 << 20).SelectMany(at => Gen.Choose(0, 255).Select(v => (which, at, (byte)v))));
        Prop.ForAll(inputs.ToArbitrary(), input => IsRefusedOrTheSame(input.which, change(input.which, input.at, input.Item3)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static bool IsRefusedOrTheSame(int which, byte[] changed)
    {
        var parsed = SigstoreBundleJson.Parse(changed);
        if (!parsed.IsOk) return parsed.Reason.Length > 0;
        var (options, _, before) = _good[which];
        var policy = SigstorePolicy.ForIdentity(options.Email, options.Issuer, Judging.Now);
        var after = new SigstoreVerifier(Judging.Root(_world.TrustedRoot())).Verify(parsed.Value, policy, Subject(options));
        if (!after.IsValid) return after.Refusal.Message.Length > 0;
        var (was, now) = (before.Verified!, after.Verified);
        return now.Payload.Span.SequenceEqual(was.Payload.Span) && now.PayloadType == was.PayloadType
            && now.Signer.Certificate!.RawDataMemory.Span.SequenceEqual(was.Signer.Certificate!.RawDataMemory.Span)
            && now.LogIndex == was.LogIndex && now.Log == was.Log && now.Times.All(was.Times.Contains);
    }

    private static SigstoreSubject? Subject(SigningOptions options) => options.PayloadType is null ? SigstoreSubject.OfBytes(options.Content) : null;

    private static IEnumerable<JsonValue> Leaves(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(m => Leaves(m.Value)),
        JsonArray a => a.SelectMany(Leaves),
        JsonValue v when v.GetValue<string>() is { Length: > 7 } text && Convert.TryFromBase64String(text, new byte[text.Length], out _) => [v],
        _ => [],
    };

    private static IEnumerable<(JsonObject Owner, string Name)> Members(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(m => Members(m.Value).Prepend((o, m.Key))),
        JsonArray a => a.SelectMany(Members),
        _ => [],
    };
}
