using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>Adds the client of the hub.</summary>
internal sealed class HuggingFaceModule : ISourceModule
{
    private const string DefaultEndpoint = "https://huggingface.co";

    public void Register(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HubOptions>()
            .Bind(configuration.GetSection("Ingest:Hub"))
            .PostConfigure(options =>
            {
                options.Endpoint ??= ReadEndpoint(Setting(configuration, "HF_ENDPOINT"));
                options.Token = options.Token is { Length: > 0 } ? options.Token : Setting(configuration, "HF_TOKEN");
            })
            .ValidateDataAnnotations()
            .Validate(
                options => options.Endpoint is { IsAbsoluteUri: true, Scheme: "http" or "https" },
                "The hub's address (Ingest:Hub:Endpoint or HF_ENDPOINT) has to be an absolute http or https address.")
            .ValidateOnStart();
        services.AddSingleton<HubBudgets>();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<HubOptions>>().Value;
            var budget = provider.GetRequiredService<HubBudgets>().For(options.Endpoint!, options.Token);
            return new HubClient(CreateHttp(), options, budget, provider.GetRequiredService<TimeProvider>());
        });
    }

    private static HttpClient CreateHttp()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 64,
        };
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var version = typeof(HuggingFaceModule).Assembly.GetName().Version?.ToString(3) ?? "0";
        http.DefaultRequestHeaders.UserAgent.ParseAdd($"assay/{version}");
        return http;
    }

    private static Uri? ReadEndpoint(string? text) => Uri.TryCreate(text ?? DefaultEndpoint, UriKind.Absolute, out var endpoint) ? endpoint : null;

    private static string? Setting(IConfiguration configuration, string name)
    {
        var value = configuration[name] ?? Environment.GetEnvironmentVariable(name);
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }
}
