using System.Text;
using System.Text.Json.Nodes;
using Assay.Attestation.Oms;

namespace Assay.Tests.Unit.Attestation.Oms;

/// <summary>Statements that are signed by the right key and yet say what nobody may rely on.</summary>
public sealed class OmsStatementTests : IDisposable
{
    private readonly TestSigner _signer = new();
    private readonly TestModel _model = TestModel.Small();

    public void Dispose()
    {
        _signer.Dispose();
        _model.Dispose();
    }

    [Theory]
    [InlineData("../outside.json", OmsReasons.NameTraversal)]
    [InlineData("tokenizer/../../outside.json", OmsReasons.NameTraversal)]
    [InlineData("/etc/passwd", OmsReasons.NameForm)]
    [InlineData("C:/config.json", OmsReasons.NameForm)]
    [InlineData("tokenizer\\vocab.txt", OmsReasons.NameForm)]
    [InlineData("config.json\u0000", OmsReasons.NameForm)]
    [InlineData("config\n.json", OmsReasons.NameForm)]
    [InlineData("", OmsReasons.NameForm)]
    [InlineData("..", OmsReasons.NameTraversal)]
    public async Task A_name_that_is_no_path_inside_the_model_is_refused_even_with_leniency(string name, string reason)
    {
        File.WriteAllText(_model.Outside("outside.json"), "{}");
        var bundle = _signer.Again(await _signer.SignAsync(_model), p => Resources(p)[0]!["name"] = name);

        (await _signer.VerifyAsync(_model, bundle)).Refusals.ShouldContain(r => r.Id == reason);
        (await _signer.VerifyAsync(_model, bundle, Lenient with { IgnoreUnsigned = true })).Refusals.ShouldContain(r => r.Id == reason);
    }

    [Theory]
    [InlineData("./config.json")]
    [InlineData("config.json/")]
    [InlineData(".//config.json")]
    public async Task A_name_with_another_spelling_is_refused_and_with_leniency_named(string name)
    {
        var bundle = _signer.Again(await _signer.SignAsync(_model), p => Resources(p)[0]!["name"] = name);

        await ShouldBeStrictOnlyAsync(bundle, OmsReasons.NameNotCanonical);
    }

    [Fact]
    public async Task A_name_that_is_listed_twice_is_refused_and_with_leniency_both_have_to_agree_with_the_file()
    {
        var signed = await _signer.SignAsync(_model);
        var same = _signer.Again(signed, p => Resources(p).Add(Resources(p)[0]!.DeepClone()));
        var other = _signer.Again(signed, p =>
        {
            var twin = Resources(p)[0]!.DeepClone();
            twin["digest"] = new string('0', 64);
            Resources(p).Insert(0, twin);
        });

        await ShouldBeStrictOnlyAsync(same, OmsReasons.DuplicateName);
        (await _signer.VerifyAsync(_model, other, Lenient)).Refusals.ShouldContain(r => r.Id == OmsReasons.Changed);
    }

    [Theory]
    [InlineData("Config.json", "config.json")]
    [InlineData("caf\u00e9.txt", "cafe\u0301.txt")]
    [InlineData("\uac00.txt", "\u1100\u1161.txt")]
    [InlineData("STRASSE\u0301", "strass\u00e9")]
    public async Task Names_that_are_one_file_on_some_systems_are_refused(string one, string other)
    {
        using var model = new TestModel((one, "1"), (other, "1"), ("x", "2"));
        var bundle = _signer.Again(await _signer.SignAsync(TwoOf(model, one)), p =>
        {
            var twin = Resources(p).First(r => (string?)r!["name"] == one)!.DeepClone();
            twin["name"] = other;
            Resources(p).Add(twin);
        });
        model.Write(other, "1");

        var strict = await _signer.VerifyAsync(model, bundle);

        strict.Refusals.Select(r => r.Id).ShouldBe([OmsReasons.NameCollision]);
        (await _signer.VerifyAsync(model, bundle, Lenient)).LetPass.ShouldContain(r => r.Id == OmsReasons.NameCollision);
    }

    [Fact]
    public async Task A_signature_that_lists_no_files_is_refused_for_any_model()
    {
        var bundle = _signer.Again(await _signer.SignAsync(_model), p =>
        {
            Resources(p).Clear();
            p["predicate"]!["serialization"]!["ignore_paths"] = new JsonArray(".");
        });

        var strict = await _signer.VerifyAsync(_model, bundle);
        var lenient = await _signer.VerifyAsync(_model, bundle, Lenient);

        strict.Refusals.Select(r => r.Id).ShouldBe([OmsReasons.IgnoreEverything, OmsReasons.NoResources], ignoreOrder: true);
        lenient.IsValid.ShouldBeTrue();
        lenient.LetPass.Select(r => r.Id).ShouldBe([OmsReasons.IgnoreEverything, OmsReasons.NoResources], ignoreOrder: true);
        lenient.Coverage!.UncoveredWeightsOrCode.ShouldBe(["model.safetensors"]);
    }

    [Fact]
    public async Task A_digest_in_upper_case_is_refused_and_with_leniency_named()
    {
        var bundle = _signer.Again(await _signer.SignAsync(_model), p =>
            Resources(p)[0]!["digest"] = ((string)Resources(p)[0]!["digest"]!).ToUpperInvariant());

        await ShouldBeStrictOnlyAsync(bundle, OmsReasons.DigestForm);
    }

    [Theory]
    [InlineData("abcd")]
    [InlineData("")]
    [InlineData("zz")]
    public async Task A_digest_of_another_length_or_alphabet_is_refused(string digest)
    {
        var bundle = _signer.Again(await _signer.SignAsync(_model), p => Resources(p)[0]!["digest"] = digest);

        (await _signer.VerifyAsync(_model, bundle, Lenient)).Refusals.ShouldContain(r => r.Id == OmsReasons.Statement);
    }

    [Fact]
    public async Task What_contradicts_itself_or_is_something_else_is_refused_with_its_own_reason()
    {
        var signed = await _signer.SignAsync(_model);

        await ShouldRefuseAsync(OmsReasons.RootDigest, p => p["subject"]![0]!["digest"]!["sha256"] = new string('0', 64), keepRoot: true);
        await ShouldRefuseAsync(OmsReasons.SubjectCount, p => p["subject"]!.AsArray().Add(p["subject"]![0]!.DeepClone()));
        await ShouldRefuseAsync(OmsReasons.SubjectCount, p => p["subject"] = new JsonArray());
        await ShouldRefuseAsync(OmsReasons.PredicateType, p => p["predicateType"] = "https://slsa.dev/provenance/v1");
        await ShouldRefuseAsync(OmsReasons.Statement, p => p["_type"] = "https://in-toto.io/Statement/v0.1");
        await ShouldRefuseAsync(OmsReasons.Statement, p => p.Remove("predicate"));
        await ShouldRefuseAsync(OmsReasons.Statement, p => p["predicate"]!.AsObject().Remove("resources"));
        await ShouldRefuseAsync(OmsReasons.Serialization, p => Serialization(p)["method"] = "tensors");
        await ShouldRefuseAsync(OmsReasons.Serialization, p => Serialization(p)["method"] = "shards");
        await ShouldRefuseAsync(OmsReasons.HashType, p => Serialization(p)["hash_type"] = "md5");
        await ShouldRefuseAsync(OmsReasons.Algorithm, p => Resources(p)[0]!["algorithm"] = "sha512");
        await ShouldRefuseAsync(OmsReasons.HashType, p =>
        {
            Serialization(p)["hash_type"] = "blake3";
            foreach (var resource in Resources(p)) resource!["algorithm"] = "blake3";
        });

        async Task ShouldRefuseAsync(string reason, Action<JsonObject> change, bool keepRoot = false) =>
            (await _signer.VerifyAsync(_model, _signer.Again(signed, change, keepRoot), Lenient)).Refusals.ShouldContain(r => r.Id == reason, reason);
    }

    [Theory]
    [InlineData("\ufeff{0}")]
    [InlineData("{0} ")]
    [InlineData("{0}x")]
    public async Task Only_strict_JSON_is_read(string form)
    {
        var payload = TestSigner.PayloadOf(await _signer.SignAsync(_model)).ToJsonString();
        var bundle = _signer.Bundle(Encoding.UTF8.GetBytes(form.Replace("{0}", payload, StringComparison.Ordinal)));

        var isValid = (await _signer.VerifyAsync(_model, bundle, Lenient)).IsValid;

        isValid.ShouldBe(form == "{0} ");
    }

    [Fact]
    public async Task A_member_that_occurs_twice_is_refused()
    {
        var payload = TestSigner.PayloadOf(await _signer.SignAsync(_model)).ToJsonString();
        var twice = payload.Insert(1, "\"predicateType\":\"https://model_signing/signature/v1.0\",");

        var result = await _signer.VerifyAsync(_model, _signer.Bundle(Encoding.UTF8.GetBytes(twice)), Lenient);

        result.Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.Statement);
    }

    [Fact]
    public async Task A_payload_of_another_type_is_refused()
    {
        var payload = Encoding.UTF8.GetBytes(TestSigner.PayloadOf(await _signer.SignAsync(_model)).ToJsonString());

        var result = await _signer.VerifyAsync(_model, _signer.Bundle(payload, "application/json"));

        result.Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.PayloadType);
    }

    private static OmsOptions Lenient => TestSigner.Options with { IsLenient = true };

    private static JsonArray Resources(JsonObject payload) => payload["predicate"]!["resources"]!.AsArray();

    private static JsonObject Serialization(JsonObject payload) => payload["predicate"]!["serialization"]!.AsObject();

    /// <summary>The product itself signs no two such names, so one goes away while it signs.</summary>
    private static TestModel TwoOf(TestModel model, string keep)
    {
        foreach (var file in Directory.GetFiles(model.Root).Where(f => Path.GetFileName(f) != keep && Path.GetFileName(f) != "x")) File.Delete(file);
        return model;
    }

    private async Task ShouldBeStrictOnlyAsync(byte[] bundle, string reason)
    {
        (await _signer.VerifyAsync(_model, bundle)).Refusals.Select(r => r.Id).Distinct().ShouldBe([reason]);
        var lenient = await _signer.VerifyAsync(_model, bundle, Lenient);
        lenient.Refusals.ShouldBeEmpty();
        lenient.LetPass.Select(r => r.Id).Distinct().ShouldBe([reason]);
    }
}
