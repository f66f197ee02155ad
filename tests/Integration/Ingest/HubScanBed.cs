using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Ingest;
using Assay.Storage.Blobs;
using Assay.Storage.Facts;
using Assay.Storage.Versions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Assay.Tests.Integration.Ingest;

/// <summary>The ingest service as a host would build it, with a folder store, against a stand-in hub.</summary>
internal sealed class HubScanBed : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-ingest-");
    private readonly ServiceProvider _provider;

    public HubScanBed(Uri endpoint, string? token = null, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Blobs:Path"] = _folder.FullName,
            ["Ingest:Hub:Endpoint"] = endpoint.ToString(),
            ["Ingest:Hub:Token"] = token,
            ["Ingest:Hub:RetryDelay"] = "00:00:00.01",
            ["Ingest:Hub:StallTimeout"] = "00:00:10",
            ["HF_TOKEN"] = "",
        };
        foreach (var (key, value) in settings) values[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        _provider = new ServiceCollection().AddLogging().AddAssayBlobs(configuration).AddIngest(configuration)
            .AddSingleton<IFileStamps, NoStamps>().AddSingleton<IContentLeases, FreeLeases>()
            .AddSingleton(Substitute.For<IVersionRepository>()).BuildServiceProvider();
    }

    public IBlobStore Blobs => _provider.GetRequiredService<IBlobStore>();

    public async Task<TaskOutcome> IngestAsync(string target, Depth depth = Depth.Full, bool offline = false, int attempt = 1)
    {
        var scan = new Scan
        {
            Id = Guid.NewGuid(),
            RunId = Guid.NewGuid(),
            Target = target,
            Lane = Lane.Normal,
            Depth = depth,
            PolicyDigest = Sha256Digest.OfNothing,
            Offline = offline,
        };
        var task = new ScanTask
        {
            Id = Guid.NewGuid(),
            ScanId = scan.Id,
            Stage = Stage.Ingest,
            Lane = scan.Lane,
            State = TaskState.Leased,
            Attempt = attempt,
        };
        var handler = _provider.GetRequiredService<IngestTaskHandler>();
        return await handler.HandleAsync(new(task, scan), TestContext.Current.CancellationToken);
    }

    /// <summary>The version of a scan that succeeds.</summary>
    public async Task<ModelVersion> VersionAsync(string target, Depth depth = Depth.Full)
    {
        var outcome = await IngestAsync(target, depth);
        outcome.Failure?.Message.ShouldBeNull();
        return outcome.Result.ShouldNotBeNull().Version.ShouldNotBeNull();
    }

    /// <summary>The failure of a scan that fails.</summary>
    public async Task<TaskFailure> FailureAsync(string target, bool offline = false, int attempt = 1, Depth depth = Depth.Full) =>
        (await IngestAsync(target, depth, offline: offline, attempt: attempt)).Failure.ShouldNotBeNull();

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
