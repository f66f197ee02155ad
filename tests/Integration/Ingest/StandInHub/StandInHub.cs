using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assay.Tests.Integration.Ingest.StandInHub;

/// <summary>
/// A hub on the loopback interface with a download host on a port of its own. It serves models that are given to it, models that are made up by name
/// (thousands of them, for load), and recorded exchanges, and goes wrong on demand.
/// </summary>
public sealed class StandInHub : IAsyncDisposable
{
    private readonly List<WebApplication> _apps = [];
    private readonly ConcurrentDictionary<string, StandInModel> _models = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _renames = new(StringComparer.OrdinalIgnoreCase);

    private StandInHub()
    {
    }

    /// <summary>For HF_ENDPOINT.</summary>
    public Uri Address { get; private set; } = null!;

    public Uri DownloadAddress { get; private set; } = null!;

    public StandInFaults Faults { get; } = new();

    /// <summary>Every request, in the order of arrival.</summary>
    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    /// <summary>Recorded exchanges that are looked up first; null for none.</summary>
    public RecordedExchanges? Recorded { get; set; }

    /// <summary>Makes a model up by its name; null for names that do not exist.</summary>
    public Func<string, StandInModel?> MakeUp { get; set; } = _ => null;

    /// <summary>Entries of a page of a file list.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>Requests left in the window, as the RateLimit header says; counts down.</summary>
    public int Remaining { get => _remaining; set => _remaining = value; }

    private int _remaining = 10_000_000;

    public static async Task<StandInHub> StartAsync()
    {
        var hub = new StandInHub();
        hub.DownloadAddress = await hub.ListenAsync(new DownloadHost(hub).AnswerAsync);
        hub.Address = await hub.ListenAsync(new HubHost(hub).AnswerAsync);
        return hub;
    }

    public void Add(StandInModel model) => _models[model.Name] = model;

    public void Rename(string from, string to) => _renames[from] = to;

    public StandInModel? Find(string name) => _models.GetValueOrDefault(name) ?? MakeUp(name);

    public string? RenamedTo(string name) => _renames.GetValueOrDefault(name);

    public int CountDown() => Interlocked.Decrement(ref _remaining);

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps) await app.DisposeAsync();
    }

    internal void See(HttpContext context, bool atDownloadHost)
    {
        var headers = context.Request.Headers;
        Requests.Enqueue(new(
            atDownloadHost, context.Request.Path + context.Request.QueryString.Value, headers.Authorization, headers.Range, headers.IfRange,
            headers.UserAgent.ToString(), headers.AcceptEncoding.ToString()));
    }

    private async Task<Uri> ListenAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        _apps.Add(app);
        app.Run(answer);
        await app.StartAsync();
        return new Uri(app.Urls.First());
    }
}
