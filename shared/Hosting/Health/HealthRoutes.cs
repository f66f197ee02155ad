using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Assay.Hosting.Health;

/// <summary><c>/healthz</c> says that the process runs; <c>/readyz</c> that it can work, and otherwise what is missing, with status 503.</summary>
public static class HealthRoutes
{
    /// <summary>Adds both routes, for a service that has a web server of its own.</summary>
    public static IEndpointRouteBuilder MapAssayHealth(this IEndpointRouteBuilder routes, Readiness readiness)
    {
        // Request delegates and no typed handlers: nothing is compiled at start for two routes.
        routes.MapGet("/healthz", (HttpContext http) => http.Response.WriteAsync("ok\n", http.RequestAborted));
        routes.MapGet("/readyz", (HttpContext http) => WriteAsync(http, readiness));
        return routes;
    }

    private static async Task WriteAsync(HttpContext http, Readiness readiness)
    {
        var answers = await readiness.AskAsync(http.RequestAborted);
        http.Response.StatusCode = answers.Values.All(v => v is null) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "application/json";
        var body = answers.ToDictionary(a => a.Key, a => a.Value ?? "ok");
        await http.Response.WriteAsync(JsonSerializer.Serialize(body), http.RequestAborted);
    }
}
