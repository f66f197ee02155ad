using Assay.Messaging.DeadLetters;
using Assay.Messaging.Topology;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assay.Hosting.Startup;

/// <summary>Turns what can go wrong before a host runs into lines for a person.</summary>
public static class StartupErrors
{
    /// <summary>Checks all options now, before anything is connected to. Throws what <see cref="Describe"/> understands.</summary>
    public static void Validate(IServiceProvider services) => services.GetService<IStartupValidator>()?.Validate();

    /// <summary>One line an error; null for a cancelled start, which is no error.</summary>
    public static IReadOnlyList<string>? Describe(Exception failure) => failure switch
    {
        OperationCanceledException => null,
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException many => [.. many.Flatten().InnerExceptions.SelectMany(e => Describe(e) ?? [])],
        BusSetupException setup => [setup.Message],
        InvalidOperationException unreadable when IsUnreadableValue(unreadable) => [unreadable.Message],
        _ => [$"The service could not start: {FaultText.Of(failure)}"],
    };

    public static bool IsConfiguration(Exception failure) => failure switch
    {
        OptionsValidationException or BusSetupException => true,
        InvalidOperationException unreadable => IsUnreadableValue(unreadable),
        AggregateException many => many.Flatten().InnerExceptions.All(IsConfiguration),
        _ => false,
    };

    /// <summary>A value of the configuration that is no number, time or word of its setting; the binder's own sentence names the setting.</summary>
    private static bool IsUnreadableValue(InvalidOperationException failure) => failure.Source == "Microsoft.Extensions.Configuration.Binder";
}
