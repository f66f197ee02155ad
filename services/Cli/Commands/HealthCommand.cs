using System.CommandLine;

namespace Assay.Cli.Commands;

/// <summary><c>assay health URL</c>: asks a service whether it is well; the health check of containers, whose images have no other HTTP client.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var url = new Argument<string>("url") { Description = "E.g. http://127.0.0.1:8081/readyz" };
        var command = new Command("health", "Ask a service whether it is well") { url };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!Uri.TryCreate(parsed.GetValue(url), UriKind.Absolute, out var address)) throw new UsageException($"'{parsed.GetValue(url)}' is not an address");
            using var http = new HttpClient { Timeout = Patience };
            try
            {
                using var answer = await http.GetAsync(address, cancellationToken);
                Console.Out.WriteLine(await answer.Content.ReadAsStringAsync(cancellationToken));
                return answer.IsSuccessStatusCode ? ExitCode.Ok : ExitCode.Findings;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                throw new UsageException($"{address} does not answer: {e.Message}");
            }
        });
        return command;
    }
}
