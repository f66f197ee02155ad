using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Assay.Attestation.Bundles;
using Assay.Attestation.Keys;
using Assay.Attestation.Oms;
using Assay.Attestation.Oms.Signing;
using Assay.Attestation.Oms.Trust;

namespace Assay.Tests.Unit.Attestation.Oms;

public sealed class OmsSigningTests
{
    [Theory]
    [InlineData("nistP256")]
    [InlineData("nistP384")]
    [InlineData("nistP521")]
    public async Task What_is_signed_with_any_key_of_the_specification_verifies(string curve)
    {
        using var model = TestModel.Small();
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        using var signer = EcdsaSigner.FromPem(key.ExportECPrivateKeyPem(), null).Value!;

        var signature = await new OmsSigner(model.Files, signer, new()).SignAsync(TestContext.Current.CancellationToken);

        (signature.Files, signature.Bytes).ShouldBe((3, 27L));
        var result = await OmsVerifier.VerifyAsync(
            signature.Bundle, model.Files, new KeyTrust(signer.PublicKey), TestSigner.Options, TestContext.Current.CancellationToken);
        result.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public void A_key_is_read_with_its_passphrase_alone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportEncryptedPkcs8PrivateKeyPem("correct horse", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));

        using var read = EcdsaSigner.FromPem(pem, "correct horse").Value.ShouldNotBeNull();
        read.PublicKey.SubjectPublicKeyInfo.ToArray().ShouldBe(key.ExportSubjectPublicKeyInfo());
        EcdsaSigner.FromPem(pem, "wrong").Reason.ShouldBe("the passphrase is wrong, or the key is not an ECDSA key");
        EcdsaSigner.FromPem(pem, null).Reason.ShouldNotBeNull().ShouldContain("--passphrase-file");
        EcdsaSigner.FromPem(key.ExportSubjectPublicKeyInfoPem(), null).Reason.ShouldBe("it holds a PUBLIC KEY and no private key");
        using var rsa = RSA.Create(2048);
        EcdsaSigner.FromPem(rsa.ExportPkcs8PrivateKeyPem(), null).IsOk.ShouldBeFalse();
    }

    [Fact]
    public async Task The_statement_is_the_one_that_the_specification_describes()
    {
        using var model = new TestModel(("b", "2"), ("a/c", "1"), ("a.txt", "3"), (".gitignore", "x"), ("a-b", "4"));
        using var signer = new TestSigner();

        var bundle = await signer.SignAsync(model, new() { IgnorePaths = ["model.sig"] });

        var payload = TestSigner.PayloadOf(bundle);
        payload["subject"]!.AsArray().Count.ShouldBe(1);
        ((string?)payload["subject"]![0]!["name"]).ShouldBe("model");
        Names(payload).ShouldBe(["a-b", "a.txt", "a/c", "b"]);
        payload["predicate"]!["serialization"]!.ToJsonString().ShouldBe(
            """{"method":"files","hash_type":"sha256","allow_symlinks":false,"ignore_paths":[".git",".gitattributes",".github",".gitignore","model.sig"]}""");
        var digests = new[] { "4", "3", "1", "2" }.SelectMany(c => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(c))).ToArray();
        ((string?)payload["subject"]![0]!["digest"]!["sha256"]).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(digests)));
        var parsed = SigstoreBundleJson.Parse(bundle).Value.ShouldNotBeNull();
        parsed.Material.ShouldBe(new PublicKeyMaterial(KeyHint.Of(signer.PublicKey)));
        JsonNode.Parse(bundle)!["verificationMaterial"]!["tlogEntries"]!.AsArray().ShouldBeEmpty();
        ((string?)JsonNode.Parse(bundle)!["dsseEnvelope"]!["signatures"]![0]!["keyid"]).ShouldBe("");
    }

    [Theory]
    [InlineData("sample_model_file", null)]
    [InlineData("sample_model_file_small_shards", 8L)]
    [InlineData("deep_model_folder", null)]
    [InlineData("deep_model_folder_small_shards", 8L)]
    [InlineData("sample_model_folder_shard", 1_000_000_000L)]
    public async Task Resources_and_root_are_those_that_the_reference_builds(string golden, long? shardSize)
    {
        var expected = JsonNode.Parse(ProvenanceCorpus.Bytes($"oms-golden-payloads/{golden}.json"))!.AsObject();
        using var model = new TestModel();
        using var signer = new TestSigner();
        var target = golden.StartsWith("sample_model_file", StringComparison.Ordinal) ? model.Outside("file_model") : model.Root;
        if (target != model.Root) File.WriteAllText(target, "This is a simple model");
        else if (golden.StartsWith("deep", StringComparison.Ordinal)) for (var i = 0; i < 4; i++) model.Write($"d0/d1/d2/d3/d4/f{i}",
            $"This is file f{i}.");
        else foreach (var name in Names(expected).Select(n => n!.Split(':')[0])) model.Write(name, InFolder(name));
        using var key = EcdsaSigner.FromPem(signer.Key.ExportPkcs8PrivateKeyPem(), null).Value!;

        var signature = await new OmsSigner(Assay.Cli.Provenance.Files.ModelFolder.At(target), key, new() { ShardSize = shardSize })
            .SignAsync(TestContext.Current.CancellationToken);

        var payload = TestSigner.PayloadOf(signature.Bundle!);
        Resources(payload).ShouldBe(Resources(expected));
        ((string?)payload["subject"]![0]!["digest"]!["sha256"]).ShouldBe((string?)expected["subject"]![0]!["digest"]!["sha256"]);
    }

    [Fact]
    public async Task What_the_verifier_would_refuse_is_not_signed()
    {
        using var signer = new TestSigner();
        await RefusedAsync(OmsReasons.NoResources, _ => { });
        await RefusedAsync(OmsReasons.Link, m => m.Link("link", "/etc/hostname"));
        await RefusedAsync(OmsReasons.LinkOutside, m => m.Link("link", "/etc/hostname"), new() { AllowSymlinks = true });
        await RefusedAsync(OmsReasons.SpecialFile, m => m.Pipe("pipe"));
        await RefusedAsync(OmsReasons.NameForm, m => m.Write("a\\b", "x"));
        await RefusedAsync(OmsReasons.NameCollision, m =>
        {
            m.Write("Readme", "x");
            m.Write("README", "x");
        });
        await RefusedAsync(OmsReasons.UnsignedEmpty, m => m.Write("empty", ""), new() { ShardSize = 8 });

        async Task RefusedAsync(string reason, Action<TestModel> make, OmsSigningOptions? options = null)
        {
            using var model = new TestModel();
            make(model);
            using var key = EcdsaSigner.FromPem(signer.Key.ExportPkcs8PrivateKeyPem(), null).Value!;

            var signature = await new OmsSigner(model.Files, key, options ?? new()).SignAsync(TestContext.Current.CancellationToken);

            signature.Bundle.ShouldBeNull();
            signature.Refusals.Select(r => r.Id).ShouldContain(reason);
        }
    }

    [Fact]
    public async Task A_certificate_for_another_key_is_not_taken()
    {
        using var model = TestModel.Small();
        using var signer = new TestSigner();
        using var other = new TestSigner();
        using var authority = new TestAuthority();
        using var key = EcdsaSigner.FromPem(signer.Key.ExportPkcs8PrivateKeyPem(), null).Value!;

        var wrong = await new OmsSigner(model.Files, key, new() { Certificates = [authority.Issue(other.Key).RawData] })
            .SignAsync(TestContext.Current.CancellationToken);
        var right = await new OmsSigner(model.Files, key,
            new() { Certificates = [authority.Issue(signer.Key).RawData, authority.Intermediate.RawData] })
            .SignAsync(TestContext.Current.CancellationToken);

        wrong.Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.Certificate);
        var verified = await OmsVerifier.VerifyAsync(
            right.Bundle, model.Files, new CertificateTrust([authority.Root]), TestSigner.Options, TestContext.Current.CancellationToken);
        verified.Refusals.ShouldBeEmpty();
    }

    private static IEnumerable<string?> Names(JsonObject payload) => payload["predicate"]!["resources"]!.AsArray().Select(r => (string?)r!["name"]);

    private static string InFolder(string name) =>
        $"This is file {Path.GetFileName(name)} in {(Path.GetDirectoryName(name) is { Length: > 0 } folder ? folder : "root")}.";

    private static IEnumerable<(string?, string?, string?)> Resources(JsonObject payload) => payload["predicate"]!["resources"]!.AsArray()
        .Select(r => ((string?)r!["name"], (string?)r["algorithm"], (string?)r["digest"]));
}
