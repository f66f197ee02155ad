using System.Net;
using System.Security.Cryptography;
using System.Text;
using Assay.Reporting.Advisories.Webhooks;

namespace Assay.Tests.Unit.Reporting.Advisories;

public sealed class WebhookPartsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::7f00:1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:1::")]
    [InlineData("ff02::1")]
    public void An_address_that_only_this_server_may_reach_is_not_public(string address) => PublicAddresses.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1")]
    public void An_address_of_the_internet_is_public(string address) => PublicAddresses.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("https://example.org/hook", true, true)]
    [InlineData("http://example.org/hook", false, true)]
    [InlineData("https://127.0.0.1/", false, true)]
    [InlineData("https://2130706433/", false, true)]
    [InlineData("https://0x7f.1/", false, true)]
    [InlineData("https://[::1]:8443/", false, true)]
    [InlineData("https://me:secret@example.org/", false, false)]
    [InlineData("https://example.org/#x", false, false)]
    [InlineData("file:///etc/passwd", false, false)]
    [InlineData("gopher://example.org", false, false)]
    [InlineData("/hook", false, false)]
    [InlineData("", false, false)]
    [InlineData(null, false, false)]
    public void A_subscribers_address_is_checked(string? address, bool usually, bool whenAllowed)
    {
        (WebhookAddress.Check(address, allowPrivate: false, out var problem) is not null).ShouldBe(usually);
        (problem is null).ShouldBe(usually);
        (WebhookAddress.Check(address, allowPrivate: true, out _) is not null).ShouldBe(whenAllowed);
    }

    [Fact]
    public void A_signature_is_that_of_the_time_and_the_body()
    {
        var body = "{}"u8.ToArray();
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData("secret"u8.ToArray(), Encoding.UTF8.GetBytes("1700000000.{}")));

        WebhookSignature.Of("secret", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), body).ShouldBe($"t=1700000000,v1={expected}");
    }

    [Fact]
    public void Waits_double_and_end_at_six_hours()
    {
        var first = TimeSpan.FromSeconds(30);

        WebhookService.WaitAfter(1, first).ShouldBe(first);
        WebhookService.WaitAfter(2, first).ShouldBe(2 * first);
        WebhookService.WaitAfter(3, first).ShouldBe(4 * first);
        WebhookService.WaitAfter(20, first).ShouldBe(TimeSpan.FromHours(6));
        WebhookService.WaitAfter(100, TimeSpan.FromHours(1)).ShouldBe(TimeSpan.FromHours(6));
    }
}
