using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Assay.Messaging.Configuration;

/// <summary>Lists everything that is wrong with the bus options, not only the first thing.</summary>
public sealed partial class BusOptionsValidator : IValidateOptions<BusOptions>
{
    public ValidateOptionsResult Validate(string? name, BusOptions options)
    {
        var errors = new List<string>();
        Check(BusOptions.TryParseTransport(options.Transport, out _),
            $"Bus:Transport is '{Shown(options.Transport)}'; use in-memory, rabbitmq or direct.");
        Check(PrefixPattern().IsMatch(options.Prefix ?? ""),
            "Bus:Prefix has to be 1 to 64 lower-case letters, digits or hyphens, beginning with a letter.");
        Check(options.DeliveryLimit is >= 1 and <= 100, $"Bus:DeliveryLimit is {options.DeliveryLimit}; use 1 to 100.");
        Check(options.PublishTimeout > TimeSpan.Zero, "Bus:PublishTimeout has to be positive.");
        Check(options.ConsumerStopTimeout > TimeSpan.Zero, "Bus:ConsumerStopTimeout has to be positive.");
        Check(options.StopTimeout > options.ConsumerStopTimeout, "Bus:StopTimeout has to be longer than Bus:ConsumerStopTimeout.");
        Check(options.UnhealthyLimit >= TimeSpan.FromSeconds(1), "Bus:UnhealthyLimit has to be a second or more.");
        Check(options.AcknowledgementTimeout > TimeSpan.Zero, "Bus:AcknowledgementTimeout has to be positive.");
        CheckShare(options.Chaos.Drop, "Drop");
        CheckShare(options.Chaos.Double, "Double");
        CheckShare(options.Chaos.Reorder, "Reorder");
        if (options.Kind == BusTransportKind.RabbitMq)
        {
            Check(!string.IsNullOrWhiteSpace(options.Host), "Bus:Host is missing; name the RabbitMQ host.");
            Check(options.Port is >= 1 and <= 65535, $"Bus:Port is {options.Port}; use 1 to 65535.");
            Check(!string.IsNullOrEmpty(options.VirtualHost), "Bus:VirtualHost is missing; '/' is RabbitMQ's default.");
            Check(!string.IsNullOrEmpty(options.User), "Bus:User is missing.");
            Check(!string.IsNullOrEmpty(options.Password), "Bus:Password is missing; set it through the environment (ASSAY_Bus__Password).");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(bool holds, string error)
        {
            if (!holds) errors.Add(error);
        }

        void CheckShare(double value, string key) => Check(value is >= 0 and <= 1, $"Bus:Chaos:{key} is a probability from 0 to 1.");
    }

    private static string Shown(string? text) => text is null ? "" : text.Length <= 40 ? text : text[..40] + "…";

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex PrefixPattern();
}
