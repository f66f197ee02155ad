using Assay.Messaging.Configuration;

namespace Assay.Tests.Unit.Messaging;

public sealed class BusOptionsValidatorTests
{
    private readonly BusOptionsValidator _validator = new();

    [Theory]
    [InlineData("in-memory")]
    [InlineData("rabbitmq")]
    [InlineData("direct")]
    public void The_defaults_are_valid_for_every_transport(string transport) =>
        _validator.Validate(null, new BusOptions { Transport = transport }).Succeeded.ShouldBeTrue();

    [Fact]
    public void Every_error_is_listed_with_its_key()
    {
        var options = new BusOptions
        {
            Transport = "rabbitmq",
            Host = " ",
            Port = 0,
            VirtualHost = "",
            User = "",
            Password = "",
            Prefix = "Not A Prefix",
            DeliveryLimit = 0,
            PublishTimeout = TimeSpan.Zero,
            StopTimeout = TimeSpan.FromSeconds(1),
            UnhealthyLimit = TimeSpan.Zero,
            Chaos = new() { Drop = 2, Double = -1, Reorder = double.NaN },
        };

        var failures = _validator.Validate(null, options).Failures!.ToList();

        foreach (var key in new[] { "Host", "Port", "VirtualHost", "User", "Password", "Prefix", "DeliveryLimit", "PublishTimeout", "StopTimeout",
            "UnhealthyLimit",             "Chaos:Drop", "Chaos:Double", "Chaos:Reorder" })
        {
            failures.ShouldContain(f => f.Contains($"Bus:{key} "));
        }
    }

    [Fact]
    public void An_unknown_transport_is_named_and_the_known_ones_are_offered() =>
        _validator.Validate(null, new BusOptions { Transport = "kafka" }).FailureMessage
            .ShouldBe("Bus:Transport is 'kafka'; use in-memory, rabbitmq or direct.");

    [Fact]
    public void A_broker_is_not_asked_for_where_none_is_used() =>
        _validator.Validate(null, new BusOptions { Host = "", Password = "" }).Succeeded.ShouldBeTrue();
}
