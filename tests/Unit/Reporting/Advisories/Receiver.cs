using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Assay.Tests.Unit.Reporting.Advisories;

/// <summary>A subscriber on a free loopback port.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<(IHeaderDictionary Headers, byte[] Body)> Messages { get; } = new();

    /// <summary>Answers to the first messages; later ones are taken.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    public string Address => _app.Urls.First() + "/hook";

    public static async Task<Receiver> StartAsync(params IEnumerable<int> answers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new Receiver(app);
        foreach (var answer in answers) receiver.Answers.Enqueue(answer);
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            receiver.Messages.Enqueue((new HeaderDictionary(context.Request.Headers.ToDictionary()), body.ToArray()));
            context.Response.StatusCode = receiver.Answers.TryDequeue(out var status) ? status : 204;
            if (status is 302) context.Response.Headers.Location = "/elsewhere";
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public async Task<IReadOnlyList<(IHeaderDictionary Headers, byte[] Body)>> WaitAsync(int count)
    {
        while (Messages.Count < count) await Task.Delay(10, TestContext.Current.CancellationToken);
        return [.. Messages];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
