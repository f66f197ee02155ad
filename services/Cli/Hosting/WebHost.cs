using Assay.Hosting.Startup;
using Assay.Hosting.Workers;
using Assay.Reporting.Api;
using Assay.Reporting.Api.Guards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace Assay.Cli.Hosting;

/// <summary>A host that serves the API beside whatever else it runs.</summary>
internal static class WebHost
{
    public const string DefaultListen = "http://127.0.0.1:7171";

    /// <param name="names">Services, Reporting among them.</param>
    /// <param name="title">Name of the process in logs and telemetry.</param>
    /// <param name="configuration">Settings from the command line.</param>
    /// <param name="settings">Settings that outrank all others.</param>
    public static WebApplication Build(ServiceName names, string title, string[] configuration, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(WebHost).Assembly.GetName().Name });
        AssayHost.AddSources(builder.Configuration, configuration);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddAssayHost(title);
        var listen = builder.Configuration["Api:Listen"] ?? DefaultListen;
        // Checked again with every endpoint of the configuration when the host starts; here, before the database is touched.
        if (string.Equals(builder.Configuration["Api:Authentication"], "none", StringComparison.OrdinalIgnoreCase)
            && ListenGuard.Check(ApiAuthentication.None, listen.Split(';')) is { } problem)
            throw new ListenRefusedException(problem);
        builder.WebHost.UseUrls(listen);
        builder.Services.AddServices(builder.Configuration, names);
        builder.Services.AddWorkerPresence();
        var app = builder.Build();
        app.UseAssayApi();
        app.MapAssayApi();
        app.MapAssayHealth();
        // Standard output carries this one line, so that a script can learn the address; everything else goes to standard error.
        app.Lifetime.ApplicationStarted.Register(() => Console.Out.WriteLine($"listening on {string.Join(' ', app.Urls)}"));
        return app;
    }
}
