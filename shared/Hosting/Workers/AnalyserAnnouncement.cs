using Assay.Storage;
using Assay.Storage.Facts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assay.Hosting.Workers;

/// <summary>Announces the analysers of this process before it takes work: a plan that is made without them would call them absent.</summary>
internal sealed class AnalyserAnnouncement(IEnumerable<IDescriptorSource> sources, IAnalyserCatalog catalog, TimeProvider time,
    ILogger<AnalyserAnnouncement> logger)
    : IHostedService
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var descriptors = sources.SelectMany(s => s.Descriptors).ToList();
        if (descriptors.Count == 0) return;
        while (true)
        {
            try
            {
                await catalog.AnnounceAsync(descriptors, cancellationToken);
                return;
            }
            catch (StorageUnavailableException failure)
            {
                logger.LogWarning("Analysers could not be announced ({Reason}); trying again", failure.Message);
            }

            await Task.Delay(Wait, time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
