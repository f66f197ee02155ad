using Assay.Reporting.Client;

namespace Assay.Tests.EndToEnd.Compose;

/// <summary>A stack of its own, on a port that the engine chooses; taken down with its volumes.</summary>
internal sealed class ComposeStack(string[] compose) : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(4);

    private readonly string _project = $"assay-test-{Guid.NewGuid().ToString("n")[..8]}";
    private readonly Dictionary<string, string> _environment = new() { ["ASSAY_PORT"] = "0" };

    /// <summary>Starts everything and waits until every container that runs is healthy.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await RunAsync(["up", "--no-build", "--detach"], cancellationToken);
        var expected = ComposeFile.Read().Services.Count - 1;
        var deadline = DateTime.UtcNow + _patience;
        while (await HealthyAsync(cancellationToken) < expected)
        {
            if (DateTime.UtcNow > deadline) throw new TimeoutException($"Not healthy after {_patience}: {await RunAsync(["ps"], cancellationToken)}");
            await Task.Delay(500, cancellationToken);
        }
    }

    /// <summary>A client with a new administrator's token.</summary>
    public async Task<AssayApiClient> ClientAsync(CancellationToken cancellationToken)
    {
        var token = await ExecAsync("reporting", ["dotnet", "assay.dll", "token", "create", "--name", "test", "--role", "admin"], cancellationToken);
        var address = await RunAsync(["port", "reporting", "7171"], cancellationToken);
        return AssayApiClient.Create(new($"http://{address.Trim()}"), token.Trim());
    }

    /// <summary>Runs a command in a container; its standard output.</summary>
    public Task<string> ExecAsync(string service, IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        RunAsync(["exec", "-T", service, .. command], cancellationToken);

    /// <summary>Kills a service as the kernel does when memory runs out; the engine starts it again.</summary>
    public async Task CrashAsync(string service, CancellationToken cancellationToken)
    {
        var id = (await RunAsync(["ps", "--quiet", service], cancellationToken)).Trim();
        // From within: the engine takes a kill of its own for a person's wish, and would not start the container again.
        string[] kill = ["bash", "-c", "kill -KILL $(cat /proc/1/task/1/children)"];
        var (code, _, error) = await ContainerEngine.RunAsync(["docker", "exec", id, .. kill], _environment, cancellationToken);
        // 137: the shell went down with its container.
        if (code is not (0 or 137)) throw new InvalidOperationException($"{service} could not be killed ({code}): {error}");
        var deadline = DateTime.UtcNow + _patience;
        string[] restarts = ["docker", "inspect", "--format", "{{.RestartCount}}", id];
        while ((await ContainerEngine.RunAsync(restarts, null, cancellationToken)).Output.Trim() is "0" or "")
        {
            if (DateTime.UtcNow > deadline) throw new TimeoutException($"{service} was not started again.");
            await Task.Delay(250, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync() => await RunAsync(["down", "--volumes", "--timeout", "5"], CancellationToken.None);

    private async Task<int> HealthyAsync(CancellationToken cancellationToken)
    {
        var filters = new[] { "--filter", $"label=com.docker.compose.project={_project}", "--filter", "health=healthy" };
        var (_, output, _) = await ContainerEngine.RunAsync(["docker", "ps", "--quiet", .. filters], _environment, cancellationToken);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    private async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        string[] command = [.. compose, "--project-name", _project, .. arguments];
        var (code, output, error) = await ContainerEngine.RunAsync(command, _environment, cancellationToken);
        return code == 0 ? output : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with {code}: {error}");
    }
}
