using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Hosting.Startup;

namespace Assay.Cli.Commands;

/// <summary><c>assay serve</c>: everything in one process.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var listen = new Option<string?>("--listen") { Description = $"Address of the API (default: {WebHost.DefaultListen}; port 0 picks a free one)", HelpName = "URL" };
        var authentication = new Option<string?>("--auth") { Description = "tokens or none; none is for loopback only (default: none on loopback, tokens elsewhere)", HelpName = "MODE" };
        var data = SharedOptions.Data();
        var command = new Command("serve", "Run the API and all services in one process") { listen, authentication, data };
        command.SetAction((parsed, cancellationToken) =>
        {
            var address = parsed.GetValue(listen);
            if (address is not null && (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
                throw new UsageException($"'{address}' is not an address to listen on; expected http://host:port");
            if (parsed.GetValue(authentication) is { } mode and not ("tokens" or "none"))
                throw new UsageException($"'{mode}' is not a value of --auth; choose tokens or none");
            var settings = Settings(DataFolder.Ensure(parsed.GetValue(data)), address, parsed.GetValue(authentication));
            return AssayHost.RunAsync(() => WebHost.Build(ServiceName.All, "serve", [], settings), cancellationToken);
        });
        return command;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Settings(string folder, string? listen, string? authentication)
    {
        // A shared bus or database is taken from the configuration; without one, the process needs nothing around it.
        foreach (var setting in EmbeddedSettings.For(folder))
        {
            if (Environment.GetEnvironmentVariable("ASSAY_" + setting.Key.Replace(":", "__", StringComparison.Ordinal)) is null) yield return setting;
        }
        listen ??= Environment.GetEnvironmentVariable("ASSAY_Api__Listen") ?? WebHost.DefaultListen;
        yield return new("Api:Listen", listen);
        var isLocal = Uri.TryCreate(listen, UriKind.Absolute, out var uri) && uri.IsLoopback;
        if (authentication is not null || Environment.GetEnvironmentVariable("ASSAY_Api__Authentication") is null)
            yield return new("Api:Authentication", authentication ?? (isLocal ? "none" : "tokens"));
        // Whoever reaches a server without tokens is on this machine already.
        if (isLocal && authentication is null or "none" && Environment.GetEnvironmentVariable("ASSAY_Api__AllowLocalTargets") is null)
            yield return new("Api:AllowLocalTargets", "true");
    }
}
