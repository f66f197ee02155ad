using Assay.Domain.Policies;
using Assay.Storage.Policies;
using Microsoft.Extensions.Hosting;

namespace Assay.Cli.Hosting;

/// <summary>Stores the built-in policy before the first submission can name it.</summary>
internal sealed class StoreBuiltInPolicy(IPolicyRepository policies) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        policies.StoreAsync(PolicyParser.Default.Digest, PolicyParser.Default.Name, PolicyParser.Default.CanonicalText, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
