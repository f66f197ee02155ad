using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Hosting.Startup;
using Assay.Hosting.Workers;
using Microsoft.Extensions.Hosting;

namespace Assay.Cli.Commands;

/// <summary><c>assay worker SERVICE</c>: one service, on the bus and database that the configuration names.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var services = new Argument<string[]>("service") { Description = $"One or more of {ServiceNames.All}", Arity = ArgumentArity.OneOrMore };
        var settings = new Option<string[]>("--set") { Description = "Configuration, e.g. --set Bus:Host=broker; the environment's ASSAY_Bus__Host does the same", HelpName = "KEY=VALUE" };
        var command = new Command("worker", "Run services as a process of their own") { services, settings };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            [.. parsed.GetValue(services)!.Select(ServiceNames.Parse)], parsed.GetValue(settings) ?? [], cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(ServiceName[] names, string[] settings, CancellationToken cancellationToken)
    {
        var all = names.Aggregate((a, b) => a | b);
        var title = string.Join('+', names.Select(ServiceNames.Of));
        string[] configuration = [.. settings.Select(s => "--" + s)];
        return AssayHost.RunAsync(() => all.HasFlag(ServiceName.Reporting) ? WebHost.Build(all, title, configuration, []) : Build(all, title, configuration), cancellationToken);
    }

    private static IHost Build(ServiceName names, string title, string[] configuration)
    {
        var builder = AssayHost.CreateBuilder(configuration, title);
        builder.Services.AddServices(builder.Configuration, names);
        builder.Services.AddWorkerPresence();
        return builder.Build();
    }
}
