using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Manifests;
using Assay.Contracts.Values;

namespace Assay.Tests.Unit.Attestation.Manifests;

public sealed class ModelManifestTests
{
    private static readonly ManifestEntry _config = new("config.json", 2, DigestOf("{}"));
    private static readonly ManifestEntry _weights = new("model.safetensors", 3, DigestOf("abc"));

    [Fact]
    public void The_digest_does_not_depend_on_the_order_in_which_files_are_given() =>
        ModelManifest.Of([_weights, _config]).Digest.ShouldBe(ModelManifest.Of([_config, _weights]).Digest);

    [Fact]
    public void The_digest_is_the_documented_one() =>
        ModelManifest.Of([new("a", 0, Sha256Digest.OfNothing)]).Digest.ShouldBe(Sha256Digest.FromBytes(SHA256.HashData(
        [
            .. "assay model manifest 1\n"u8, 0, 0, 0, 0, 0, 0, 0, 1, (byte)'a', 0, 0, 0, 0, 0, 0, 0, 0,
            .. Convert.FromHexString(Sha256Digest.OfNothing.Hex),
        ])));

    [Fact]
    public void A_renamed_file_changes_the_digest() =>
        ModelManifest.Of([_config with { Path = "confih.json" }, _weights]).Digest.ShouldNotBe(ModelManifest.Of([_config, _weights]).Digest);

    [Fact]
    public void Exchanged_names_change_the_digest() =>
        ModelManifest.Of([_config with { Path = _weights.Path }, _weights with { Path = _config.Path }]).Digest
            .ShouldNotBe(ModelManifest.Of([_config, _weights]).Digest);

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../up")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("a/")]
    [InlineData("")]
    public void A_path_that_has_other_spellings_is_refused(string path) =>
        Should.Throw<ArgumentException>(() => ModelManifest.Of([_config with { Path = path }]));

    [Fact]
    public void A_name_that_occurs_twice_is_refused() =>
        Should.Throw<ArgumentException>(() => ModelManifest.Of([_config, _config with { Sha256 = DigestOf("other") }]));

    [Fact]
    public void A_manifest_of_nothing_is_refused() => Should.Throw<ArgumentException>(() => ModelManifest.Of([]));

    private static Sha256Digest DigestOf(string text) => Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
