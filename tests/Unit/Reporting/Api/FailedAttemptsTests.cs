using System.Net;
using Assay.Reporting.Api;
using Assay.Reporting.Api.Tokens;
using Microsoft.Extensions.Options;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed class FailedAttemptsTests
{
    private readonly Clock clock = new();

    private readonly FailedAttempts attempts;

    public FailedAttemptsTests() => attempts = new FailedAttempts(Options.Create(new ApiOptions { FailedAttemptsPerMinute = 2 }), clock);

    [Fact]
    public void An_address_may_try_again_after_its_minute()
    {
        var address = IPAddress.Parse("192.0.2.1");
        Fail(address, 2);

        attempts.Wait(address).ShouldBe(TimeSpan.FromMinutes(1));
        attempts.Wait(IPAddress.Parse("192.0.2.2")).ShouldBe(TimeSpan.Zero);
        clock.Now += TimeSpan.FromSeconds(61);
        attempts.Wait(address).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Addresses_of_one_subscriber_count_as_one()
    {
        Fail(IPAddress.Parse("2001:db8:1:2::1"), 1);
        Fail(IPAddress.Parse("2001:db8:1:2:ffff::9"), 1);
        Fail(IPAddress.Parse("192.0.2.7"), 1);
        Fail(IPAddress.Parse("::ffff:192.0.2.7"), 1);

        attempts.Wait(IPAddress.Parse("2001:db8:1:2::3")).ShouldBeGreaterThan(TimeSpan.Zero);
        attempts.Wait(IPAddress.Parse("2001:db8:1:3::3")).ShouldBe(TimeSpan.Zero);
        attempts.Wait(IPAddress.Parse("192.0.2.7")).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void A_crowd_of_addresses_pushes_out_the_oldest()
    {
        var first = IPAddress.Parse("192.0.2.1");
        Fail(first, 2);
        clock.Now += TimeSpan.FromSeconds(1);

        for (var i = 0; i < FailedAttempts.MaxAddresses; i++) Fail(new IPAddress([10, 0, (byte)(i >> 8), (byte)i]), 2);

        attempts.Wait(first).ShouldBe(TimeSpan.Zero);
        attempts.Wait(IPAddress.Parse("10.0.0.0")).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    private void Fail(IPAddress address, int times)
    {
        for (var i = 0; i < times; i++) attempts.Record(address);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
