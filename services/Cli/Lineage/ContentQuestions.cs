using Assay.Cli.Hosting;
using Assay.Cli.Registry;
using Assay.Cli.Remote;
using Assay.Contracts.Values;
using Assay.Reporting.Api.Lineage;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Lineage;

/// <summary>Asks this machine's database, or a server, what is known by content.</summary>
internal static class ContentQuestions
{
    /// <summary>Relatives of what a text names; null where nothing of that name is known.</summary>
    public static async Task<LineageView?> LineageAsync(string subject, string? server, string? token, string? data, CancellationToken cancellationToken)
    {
        if (Desks.IsRemote(server, data))
        {
            var answer = await Server.Connect(server, token).LineageAsync(subject, cancellationToken);
            return !answer.IsSuccess && answer.Failure.Kind == ApiFailureKind.NotFound ? null : answer.Value();
        }
        await using var services = await StorageOnly.OpenMigratedAsync(data, cancellationToken);
        var query = ActivatorUtilities.CreateInstance<LineageQuery>(services);
        // A path is known under its full form.
        return await query.ReadAsync(subject, cancellationToken)
            ?? (Path.Exists(subject) ? await query.ReadAsync(Path.GetFullPath(subject).TrimEnd('/'), cancellationToken) : null);
    }

    public static async Task<ContentHolders> WhoHasAsync(Sha256Digest digest, string? server, string? token, string? data, CancellationToken cancellationToken)
    {
        if (Desks.IsRemote(server, data)) return (await Server.Connect(server, token).WhoHasAsync(digest, LineageQuery.DefaultHolders, cancellationToken)).Value();
        await using var services = await StorageOnly.OpenMigratedAsync(data, cancellationToken);
        return await ActivatorUtilities.CreateInstance<LineageQuery>(services).WhoHasAsync(digest, LineageQuery.DefaultHolders, cancellationToken);
    }
}
