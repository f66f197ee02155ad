using System.Net.Http.Headers;
using Assay.Hosting.Outbox;
using Assay.Reporting.Api;
using Assay.Reporting.Api.Tokens;
using Assay.Storage;
using Assay.Storage.Facts;
using Assay.Storage.Ledger;
using Assay.Storage.Policies;
using Assay.Storage.Tokens;
using Assay.Storage.Trust;
using Assay.Storage.Verdicts;
using Assay.Storage.Views;
using Assay.Storage.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assay.Tests.Unit.Reporting.Fakes;

/// <summary>The API on a free loopback port: over stores in memory where there is one, and over an empty SQLite file for the rest.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ApiHost(
        WebApplication app, FakeLedger ledger, FakeViews views, FakeVerdicts verdicts, FakeTokens tokens, FakeFleet fleet, FakePolicies policies,
        FakeOutbox outbox)
    {
        this.app = app;
        (Ledger, Views, Verdicts, Tokens, Fleet, Policies, Outbox) = (ledger, views, verdicts, tokens, fleet, policies, outbox);
    }

    public FakeLedger Ledger { get; }

    public FakeViews Views { get; }

    public FakeVerdicts Verdicts { get; }

    public FakeTokens Tokens { get; }

    public FakeFleet Fleet { get; }

    public FakePolicies Policies { get; }

    public FakeOutbox Outbox { get; }

    public LogLines Log { get; private init; } = new();

    private string Folder { get; init; } = "";

    public Uri Address => new(app.Urls.First());

    public IServiceProvider Services => app.Services;

    public static async Task<ApiHost> StartAsync(
        string authentication = "none", string url = "http://127.0.0.1:0", params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        var folder = Directory.CreateTempSubdirectory("assay-api-").FullName;
        builder.Configuration.AddInMemoryCollection([new("Storage:Kind", "sqlite"), new("Storage:Path", Path.Combine(folder, "assay.db"))]);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        builder.Configuration.AddInMemoryCollection([new("Api:Authentication", authentication), new("Api:ProgressInterval", "00:00:00.020")]);
        var log = new LogLines();
        builder.Logging.AddProvider(log);
        var ledger = new FakeLedger();
        var (views, verdicts, tokens, fleet, policies, outbox) =
            (new FakeViews(ledger), new FakeVerdicts(), new FakeTokens(), new FakeFleet(), new FakePolicies(), new FakeOutbox());
        builder.Services.AddAssayStorage(builder.Configuration).AddReporting(builder.Configuration);
        builder.Services.AddSingleton<IScanLedger>(ledger).AddSingleton<IScanViews>(views).AddSingleton<IVerdictRepository>(verdicts)
            .AddSingleton<IApiTokenRepository>(tokens).AddSingleton<IWorkerRegistry>(fleet).AddSingleton<IAnalyserCatalog>(fleet)
            .AddSingleton<IPolicyRepository>(policies).AddSingleton<IDefaultPolicy>(policies).AddSingleton<IOutboxDispatcher>(outbox);
        builder.Services.AddSingleton<ITrustedLists, FakeLists>();
        var app = builder.Build();
        app.Urls.Add(url);
        app.UseAssayApi();
        app.MapAssayApi();
        app.MapAssayHealth();
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return new ApiHost(app, ledger, views, verdicts, tokens, fleet, policies, outbox) { Log = log, Folder = folder };
    }

    /// <summary>A client without a token.</summary>
    public HttpClient Client() => new() { BaseAddress = Address };

    /// <summary>A client with a fresh token of the role.</summary>
    public async Task<HttpClient> ClientAsync(ApiRole role)
    {
        var client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await SecretAsync(role));
        return client;
    }

    public async Task<string> SecretAsync(ApiRole role) => (await Services.GetRequiredService<TokenIssuer>().IssueAsync(
        role.ToString(), role, null, TestContext.Current.CancellationToken)).Secret;

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
