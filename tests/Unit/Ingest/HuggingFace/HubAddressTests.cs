using Assay.Ingest.Sources.HuggingFace;

namespace Assay.Tests.Unit.Ingest.HuggingFace;

public sealed class HubAddressTests
{
    [Theory]
    [InlineData("https://cdn.example/x", "https://cdn.example/x")]
    [InlineData("/api/models/a", "https://hub.example/api/models/a")]
    [InlineData("https://huggingface.co/api/x?cursor=1", "https://hub.example/mirror/api/x?cursor=1")]
    [InlineData("http://cdn.example/x", null)]
    [InlineData("https://127.0.0.1/x", null)]
    [InlineData("https://localhost:8080/x", null)]
    [InlineData("https://user:password@cdn.example/x", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("ftp://cdn.example/x", null)]
    [InlineData(null, null)]
    public void Redirects_lead_to_secure_addresses_of_other_machines_only(string? location, string? expected) =>
        new HubAddress(new("https://hub.example/mirror")).Follow(new("https://hub.example/api"), location)?.ToString().ShouldBe(expected);

    [Fact]
    public void A_refused_redirect_is_null() =>
        new HubAddress(new("https://hub.example")).Follow(new("https://hub.example/api"), "http://cdn.example/x").ShouldBeNull();

    [Theory]
    [InlineData("https://hub.example/x", true)]
    [InlineData("https://HUB.example:443/x", true)]
    [InlineData("https://hub.example:444/x", false)]
    [InlineData("http://hub.example/x", false)]
    [InlineData("https://hub.example.evil/x", false)]
    public void The_credential_belongs_to_one_scheme_host_and_port(string address, bool isOwn) =>
        new HubAddress(new("https://hub.example/mirror")).IsOwn(new(address)).ShouldBe(isOwn);

    [Theory]
    [InlineData("a b/c#d.json", "a%20b/c%23d.json")]
    [InlineData("ü?.txt", "%C3%BC%3F.txt")]
    public void Each_element_of_a_path_is_quoted(string path, string expected) => HubAddress.QuotePath(path).ShouldBe(expected);
}
