using Assay.Tests.EndToEnd.Running;
using Assay.Tests.Integration.Ingest.StandInHub;

namespace Assay.Tests.EndToEnd.Hub;

/// <summary>A stand-in hub and programs that take it for the real one.</summary>
internal sealed class HubBench : IAsyncDisposable
{
    private HubBench(StandInHub hub) => Hub = hub;

    public StandInHub Hub { get; }

    public WorkFolder Work { get; } = new();

    /// <summary>The hub's address, and little patience.</summary>
    public (string Name, string Value)[] Variables =>
    [
        ("HF_ENDPOINT", Hub.Address.ToString()),
        ("ASSAY_Ingest__Hub__RetryDelay", "00:00:00.01"),
        ("ASSAY_Ingest__Hub__Patience", "00:00:01"),
    ];

    public static async Task<HubBench> StartAsync(params StandInFile[] files)
    {
        var bench = new HubBench(await StandInHub.StartAsync());
        bench.Hub.Add(new("org/model", files.Length > 0 ? files : [new("config.json", "{}"u8.ToArray()), new("model.safetensors", Samples.Safetensors(), IsLarge: true)]));
        return bench;
    }

    public Task<ProgramResult> ScanAsync(params string[] arguments) =>
        AssayProgram.RunAsync(Work, Variables, ["scan", .. arguments, "--format", "json"]);

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Work.Dispose();
    }
}
