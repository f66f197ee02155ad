using System.Globalization;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.GpuProbe;
using Assay.Sandbox;
using Assay.Storage.Blobs;
using Assay.Storage.Facts;
using Assay.Tests.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Assay.Tests.Integration.GpuProbe;

/// <summary>Everything that runs models, as a host wires it, over a blob store in a folder: hands models to the task handler.</summary>
internal sealed class ProbeBed : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly IFactRepository _facts = Substitute.For<IFactRepository>();

    private ProbeBed(IConfiguration configuration)
    {
        _facts.ReadAsync(default!, default).ReturnsForAnyArgs(_ => Task.FromResult<IReadOnlyList<Fact>>([.. Known]));
        _services = new ServiceCollection().AddLogging().AddProbeRunning(configuration).AddSingleton<GpuProbeTaskHandler>()
            .AddSingleton<IBlobStore>(Blobs).AddSingleton(_facts).BuildServiceProvider();
    }

    public FolderBlobs Blobs { get; } = new();

    /// <summary>What the store of facts holds.</summary>
    public List<Fact> Known { get; } = [];

    /// <summary>Skips the calling test where models cannot be run.</summary>
    public static async Task<ProbeBed> CreateAsync(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["GpuProbe:LibraryPath"] = NativeRuntime.LibraryOrSkip(), ["GpuProbe:MemoryBytes"] = Bytes(1L << 30) };
        foreach (var (key, value) in settings) all[key] = value;
        var bed = new ProbeBed(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
        var state = await bed.Get<SandboxSupport>().DetectAsync(TestContext.Current.CancellationToken);
        if (!state.Available && !all.ContainsKey("Sandbox:AllowUnsandboxed")) Assert.Skip(state.Detail);
        return bed;
    }

    public static string Bytes(long count) => count.ToString(CultureInfo.InvariantCulture);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Runs one model; the load probe's fact.</summary>
    public async Task<FactBody> ProbeAsync(byte[] model, params SubjectFile[] companions)
    {
        var outcome = await HandleAsync(new TaskSubject([Blobs.Put("onnx/model.onnx", model)], companions));
        outcome.Failure.ShouldBeNull(outcome.Failure?.Message);
        return outcome.Result.ShouldNotBeNull().Facts.Single(fact => fact.Key.Analyser == "probe.load").Body;
    }

    public Task<TaskOutcome> HandleAsync(TaskSubject subject, bool refresh = false, CancellationToken? cancellationToken = null)
    {
        var scan = new Scan
        {
            Id = Guid.NewGuid(),
            RunId = Guid.NewGuid(),
            Target = "m",
            Lane = Lane.Normal,
            Depth = Depth.Probe,
            PolicyDigest = default,
            Refresh = refresh,
        };
        var task = new ScanTask
        {
            Id = Guid.NewGuid(),
            ScanId = scan.Id,
            Stage = Stage.GpuProbe,
            Lane = scan.Lane,
            State = TaskState.Leased,
            Subject = subject,
            Attempt = 1,
        };
        return Get<GpuProbeTaskHandler>().HandleAsync(new ClaimedTask(task, scan), cancellationToken ?? TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _services.Dispose();
        Blobs.Dispose();
    }
}
