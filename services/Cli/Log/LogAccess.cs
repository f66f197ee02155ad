using Assay.Attestation.Transparency;
using Assay.Cli.Hosting;
using Assay.Cli.Registry;
using Assay.Cli.Remote;
using Assay.Reporting.Api.Log;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Client;
using Assay.Storage.Transparency;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Log;

/// <summary>The log that a command means: this machine's, or a server's.</summary>
internal sealed class LogAccess : IAsyncDisposable
{
    private readonly ServiceProvider? _services;
    private readonly AssayApiClient? _client;

    private LogAccess(ServiceProvider? services, AssayApiClient? client, ILogSource source) =>
        (_services, _client, Source) = (services, client, source);

    /// <summary>Checkpoint, tiles and entries.</summary>
    public ILogSource Source { get; }

    /// <summary>The log in this machine's database; null for a server's.</summary>
    public ITransparencyLog? Local => _services?.GetRequiredService<ITransparencyLog>();

    public static async Task<LogAccess> OpenAsync(string? server, string? token, string? data, CancellationToken cancellationToken)
    {
        if (Desks.IsRemote(server, data))
        {
            var client = Server.Connect(server, token);
            return new(null, client, new LogOfServer(client));
        }
        var services = await StorageOnly.OpenMigratedAsync(data, cancellationToken);
        return new(services, null, new LogDatabase(services.GetRequiredService<ITransparencyLog>()));
    }

    /// <summary>The keys that the log itself names. Those of a server are as trustworthy as the connection to it.</summary>
    public async Task<IReadOnlyList<NoteKey>> KeysAsync(CancellationToken cancellationToken)
    {
        if (Local is { } log) return await log.KeysAsync(cancellationToken);
        using var text = new MemoryStream();
        if (await _client!.FileAsync("/log/keys", text, cancellationToken) is { } failure) throw new UsageException(failure.Message);
        return LogKeys.Read(System.Text.Encoding.UTF8.GetString(text.ToArray()), "the server's list of keys");
    }

    public async Task<LogProof> ProveAsync(long index, CancellationToken cancellationToken) => Local is { } log
        ? await LogProofs.OfAsync(log, index, cancellationToken) ?? throw new UsageException($"the log has no entry {index}")
        : (await _client!.LogProofAsync(index, cancellationToken)).Value();

    public ValueTask DisposeAsync() => _services?.DisposeAsync() ?? ValueTask.CompletedTask;
}
