using System.Text.Json.Nodes;
using Assay.Attestation.Sigstore;
using Assay.Tests.Unit.Attestation.Sigstore.TestBed;

namespace Assay.Tests.Unit.Attestation.Sigstore;

/// <summary>Entries of logs and timestamps that do not belong to the signature, or are not what they claim: each is refused, for its own
/// reason.</summary>
public sealed class LogRefusalTests
{
    private static readonly SigningOptions _first = new();
    private static readonly SigningOptions _second = new() { SecondLog = true };

    private readonly TestSigstore _world = new();

    // The entry and its log

    [Fact]
    public void No_entry() => Changed(_first, (bundle, _) => bundle.Material()["tlogEntries"] = new JsonArray())
        .ShouldBe(SigstoreReasons.LogEntryCount);

    [Fact]
    public void Two_entries() => Changed(_first, (bundle, other) => bundle.Material()["tlogEntries"]!.AsArray().Add(other.Entry().DeepClone()))
        .ShouldBe(SigstoreReasons.LogEntryCount);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_entry_of_another_signature_over_the_same_content(bool second) => Changed(
        _first with { SecondLog = second }, (bundle, other) => bundle.Material()["tlogEntries"] = new JsonArray(other.Entry().DeepClone()))
            .ShouldBe(SigstoreReasons.LogEntryMismatch);

    [Theory]
    [InlineData("hashedrekord 0.0.1", null)]
    [InlineData("hashedrekord 0.0.2", null)]
    [InlineData("dsse 0.0.1", "t")]
    [InlineData("intoto 0.0.2", "t")]
    public void An_entry_with_another_digest_signature_or_key(string entry, string? type)
    {
        var options = new SigningOptions { Entry = entry, PayloadType = type, SecondLog = entry == "hashedrekord 0.0.2" };
        var other = Entries.Body(entry, options with { Content = [1] }, [1], [1, 2, 3], null, _world.ManagedKey.ExportSubjectPublicKeyInfo())["spec"]!;
        foreach (var path in Leaves(other))
        {
            if (path.Contains("envelopeHash", StringComparison.Ordinal) || path.Contains("content.hash", StringComparison.Ordinal)) continue;
            var changed = options with { Log = body => Replace(body["spec"]!, other, path) };
            _world.Judge(_world.Sign(changed), type is null ? options.Content : null).Refusal?.Id
                .ShouldBeOneOf([SigstoreReasons.LogEntryMismatch, SigstoreReasons.LogEntryMalformed], path);
        }
    }

    [Fact]
    public void An_entry_of_another_kind_than_the_bundle_says() => Changed(
        _first, (bundle, _) => bundle.Entry()["kindVersion"] = new JsonObject { ["kind"] = "dsse", ["version"] = "0.0.1" })
            .ShouldBe(SigstoreReasons.LogEntryMalformed);

    [Fact]
    public void An_entry_of_a_kind_that_is_not_known() => Changed(
        _first, (bundle, _) => bundle.Entry()["kindVersion"] = new JsonObject { ["kind"] = "rpm", ["version"] = "0.0.1" })
            .ShouldBe(SigstoreReasons.LogEntryUnsupported);

    [Fact]
    public void A_log_that_is_not_listed() => InRoot(_first, root => root["tlogs"] = new JsonArray()).ShouldBe(SigstoreReasons.LogUnknown);

    [Fact]
    public void A_log_with_a_key_of_a_form_that_is_not_known() =>
        InRoot(_first, root => root["tlogs"]![0]!["publicKey"]!["keyDetails"] = "ML_DSA_65").ShouldBe(SigstoreReasons.LogKeyUnsupported);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_log_whose_key_was_no_longer_in_use(bool second) => InRoot(
        _first with { SecondLog = second }, root => root["tlogs"]![second ? 1 : 0]!["publicKey"]!["validFor"]!["end"] = "2026-03-01T12:00:59Z")
            .ShouldBe(SigstoreReasons.LogOutsideValidity);

    // The promise

    [Theory]
    [InlineData("integratedTime", "1")]
    [InlineData("logIndex", "999")]
    public void A_promise_for_another_time_or_index(string member, string value) => Changed(_first, (bundle, _) => bundle.Entry()[member] = value)
        .ShouldBe(SigstoreReasons.LogPromiseWrong);

    [Fact]
    public void A_promise_by_another_log() => Changed(_first, (bundle, _) =>
    {
        var other = new TestLog("log.example.com", true);
        bundle.Entry()["inclusionPromise"]!["signedEntryTimestamp"] =
            Convert.ToBase64String(other.Promise(bundle.Entry()["canonicalizedBody"].Bytes(), TestSigstore.Time.AddSeconds(60).ToUnixTimeSeconds(), 5));
    }).ShouldBe(SigstoreReasons.LogPromiseWrong);

    [Fact]
    public void A_promise_that_is_missing_in_a_bundle_of_version_0_1() => Changed(
        _first with { MediaType = "application/vnd.dev.sigstore.bundle+json;version=0.1" }, (bundle, _) => bundle.Entry().Remove("inclusionPromise"))
            .ShouldBe(SigstoreReasons.LogPromiseMissing);

    [Fact]
    public void An_integrated_time_that_no_promise_binds() => Changed(_first, (bundle, _) => bundle.Entry().Remove("inclusionPromise"))
        .ShouldBe(SigstoreReasons.TimeMissing);

    [Fact]
    public void An_integrated_time_in_an_entry_of_the_second_generation() => Changed(_second, (bundle, _) =>
    {
        bundle.Entry()["integratedTime"] = "1772366460";
        bundle.Material().Remove("timestampVerificationData");
    }).ShouldBe(SigstoreReasons.TimeMissing);

    [Fact]
    public void A_time_later_than_now() =>
        _world.Judge(_world.Sign(_first), _first.Content, now: TestSigstore.Time.AddSeconds(-10)).Refusal!.Id.ShouldBe(SigstoreReasons.TimeInFuture);

    // The proof

    [Fact]
    public void A_proof_that_is_missing() => Changed(_second, (bundle, _) => bundle.Entry().Remove("inclusionProof"))
        .ShouldBe(SigstoreReasons.LogProofMissing);

    [Fact]
    public void A_proof_without_a_checkpoint() => Changed(_second, (bundle, _) => bundle.Proof().Remove("checkpoint"))
        .ShouldBe(SigstoreReasons.LogProofMissing);

    [Fact]
    public void A_proof_with_another_hash() => Changed(_second, (bundle, _) => bundle.Proof()["hashes"]![1] = bundle.Proof()["hashes"]![1].Flipped())
        .ShouldBe(SigstoreReasons.LogProofWrong);

    [Fact]
    public void A_proof_with_a_hash_more_or_less()
    {
        Changed(_second, (bundle, _) => bundle.Proof()["hashes"]!.AsArray().RemoveAt(0)).ShouldBe(SigstoreReasons.LogProofWrong);
        Changed(_second, (bundle, _) => bundle.Proof()["hashes"]!.AsArray().Add(bundle.Proof()["hashes"]![0]!.DeepClone()))
            .ShouldBe(SigstoreReasons.LogProofWrong);
    }

    [Theory]
    [InlineData("logIndex", "4")]
    [InlineData("logIndex", "7")]
    [InlineData("treeSize", "6")]
    [InlineData("treeSize", "0")]
    public void A_proof_for_another_index_or_size(string member, string value) =>
        Changed(_second, (bundle, _) => bundle.Proof()[member] = value)
            .ShouldBeOneOf(SigstoreReasons.LogProofWrong, SigstoreReasons.CheckpointMismatch);

    [Fact]
    public void An_entry_that_names_another_index_than_its_proof() => Changed(_second, (bundle, _) => bundle.Entry()["logIndex"] = "4")
        .ShouldBe(SigstoreReasons.LogProofWrong);

    [Fact]
    public void A_proof_with_another_root() => Changed(_second, (bundle, _) => bundle.Proof()["rootHash"] = bundle.Proof()["rootHash"].Flipped())
        .ShouldBe(SigstoreReasons.LogProofWrong);

    [Fact]
    public void A_checkpoint_of_another_log() => Changed(_second, (bundle, _) => bundle.Proof()["checkpoint"]!["envelope"] =
        _world.Log.Checkpoint(7, bundle.Proof()["rootHash"].Bytes())).ShouldBe(SigstoreReasons.CheckpointUnsigned);

    [Fact]
    public void A_checkpoint_by_a_stranger_under_the_log_s_name() => Changed(_second, (bundle, _) => bundle.Proof()["checkpoint"]!["envelope"] =
        new TestLog(_world.SecondLog.Origin, false).Checkpoint(7, bundle.Proof()["rootHash"].Bytes())).ShouldBe(SigstoreReasons.CheckpointUnsigned);

    [Fact]
    public void A_checkpoint_of_an_earlier_tree() => Changed(_second, (bundle, other) =>
        bundle.Proof()["checkpoint"] = other.Proof()["checkpoint"]!.DeepClone()).ShouldBe(SigstoreReasons.CheckpointMismatch);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("a\n1\n")]
    [InlineData("a\n1\nAA==\n\n— a AAAAAAA=\n")]
    [InlineData("a\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— a AAAAAAA=\n")]
    [InlineData("a\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— a AAAAAAA=\n")]
    [InlineData("a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n- a AAAAAAA=\n")]
    [InlineData("a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n")]
    public void A_checkpoint_that_is_none(string note) =>
        Changed(_second, (bundle, _) => bundle.Proof()["checkpoint"]!["envelope"] = note).ShouldBe(SigstoreReasons.CheckpointMalformed);

    [Fact]
    public void A_proof_that_is_wrong_beside_a_good_promise() => Changed(
        _first with { MediaType = "application/vnd.dev.sigstore.bundle+json;version=0.1" },
        (bundle, _) => bundle.Proof()["rootHash"] = bundle.Proof()["rootHash"].Flipped()).ShouldBe(SigstoreReasons.LogProofWrong);

    // Timestamps

    [Fact]
    public void The_timestamp_of_another_signature() => Changed(_second, (bundle, other) =>
        bundle.Material()["timestampVerificationData"] = other.Material()["timestampVerificationData"]!.DeepClone())
            .ShouldBe(SigstoreReasons.TimestampOfOtherSignature);

    [Fact]
    public void The_timestamp_of_another_signature_beside_a_good_promise() => Changed(_first with { Stamped = true }, (bundle, other) =>
        bundle.Material()["timestampVerificationData"] = other.Material()["timestampVerificationData"]!.DeepClone())
            .ShouldBe(SigstoreReasons.TimestampOfOtherSignature);

    [Fact]
    public void The_same_timestamp_twice() => Changed(_second, (bundle, _) =>
        Stamps(bundle).Add(Stamps(bundle)[0]!.DeepClone())).ShouldBe(SigstoreReasons.TimestampRepeated);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_timestamp_by_an_authority_that_is_not_listed(bool embed) => Changed(
        _second, (bundle, _) => Stamp(bundle, new(TestSigstore.Time.AddYears(-1), TestSigstore.Time.AddYears(1)), TestSigstore.Time.AddSeconds(60), embed))
            .ShouldBe(SigstoreReasons.TimestampAuthorityUnknown);

    [Theory]
    [InlineData(true, SigstoreReasons.TimestampMalformed)]
    [InlineData(false, SigstoreReasons.TimestampAuthorityUnknown)]
    public void A_timestamp_by_a_certificate_that_is_not_for_timestamps(bool embed, string reason)
    {
        var authority = new TimestampAuthority(TestSigstore.Time.AddYears(-1), TestSigstore.Time.AddYears(1), "1.3.6.1.5.5.7.3.3");
        var (bundle, root) = (_world.Sign(_second), _world.TrustedRoot());
        root["timestampAuthorities"] = new JsonArray(TestSigstore.AuthorityJson([authority.Leaf, authority.Root]));
        Stamp(bundle, authority, TestSigstore.Time.AddSeconds(60), embed);

        _world.Judge(bundle, _second.Content, root).Refusal!.Id.ShouldBe(reason);
    }

    [Fact]
    public void A_timestamp_outside_of_its_authority_s_time() =>
        InRoot(_second, root => root["timestampAuthorities"]![0]!["validFor"]!["end"] = "2026-03-01T12:00:59Z")
            .ShouldBe(SigstoreReasons.TimestampOutsideValidity);

    [Fact]
    public void A_timestamp_of_the_future() => Changed(_second, (bundle, _) =>
        Stamp(bundle, _world.Timestamps, Judging.Now.AddMinutes(2), false)).ShouldBe(SigstoreReasons.TimeInFuture);

    [Fact]
    public void A_refused_request_for_a_timestamp() => Changed(_second, (bundle, _) => Stamps(bundle)[0]!["signedTimestamp"] =
        Convert.ToBase64String(_world.Timestamps.Stamp(bundle["messageSignature"]!["signature"].Bytes(), TestSigstore.Time.AddSeconds(60), status: 2)))
        .ShouldBe(SigstoreReasons.TimestampMalformed);

    [Fact]
    public void A_timestamp_whose_signature_was_changed() => Changed(_second, (bundle, _) =>
        Stamps(bundle)[0]!["signedTimestamp"] = Stamps(bundle)[0]!["signedTimestamp"].Flipped(-1))
            .ShouldBeOneOf(SigstoreReasons.TimestampAuthorityUnknown, SigstoreReasons.TimestampMalformed);

    private string? Changed(SigningOptions options, Action<JsonObject, JsonObject> change)
    {
        var bundle = _world.Sign(options);
        change(bundle, _world.Sign(options));
        return _world.Judge(bundle, options.Content).Refusal?.Id;
    }

    private string? InRoot(SigningOptions options, Action<JsonObject> change)
    {
        var root = _world.TrustedRoot();
        change(root);
        return _world.Judge(_world.Sign(options), options.Content, root).Refusal?.Id;
    }

    private static JsonArray Stamps(JsonObject bundle) => bundle.Material()["timestampVerificationData"]!["rfc3161Timestamps"]!.AsArray();

    private static void Stamp(JsonObject bundle, TimestampAuthority authority, DateTimeOffset time, bool embed) =>
        Stamps(bundle)[0]!["signedTimestamp"] = Convert.ToBase64String(authority.Stamp(bundle["messageSignature"]!["signature"].Bytes(), time, embed));

    /// <summary>The paths of all values in a body, such as <c>data.hash.value</c>.</summary>
    private static IEnumerable<string> Leaves(JsonNode node, string at = "") => node switch
    {
        JsonObject o => o.SelectMany(m => Leaves(m.Value!, at.Length == 0 ? m.Key : $"{at}.{m.Key}")),
        JsonArray a => a.SelectMany((item, i) => Leaves(item!, $"{at}.{i}")),
        _ => [at],
    };

    /// <summary>Puts the value of another body in the place of a body's own, or a member of the place above it where only the other has it.</summary>
    private static void Replace(JsonNode body, JsonNode other, string path)
    {
        var parts = path.Split('.');
        foreach (var part in parts[..^1])
        {
            other = int.TryParse(part, out var i) ? other[i]! : other[part]!;
            var inner = int.TryParse(part, out _) ? body[i] : body[part];
            if (inner is null)
            {
                body[part] = other.DeepClone();
                return;
            }
            body = inner;
        }
        var value = other[parts[^1]]!.GetValue<string>();
        body[parts[^1]] = value == body[parts[^1]]?.GetValue<string>() ? value + "x" : value;
    }
}
