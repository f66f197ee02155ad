namespace Assay.Reporting.Api;

/// <summary>A page for somebody who opens the address in a browser.</summary>
internal static class LandingPage
{
    private const string Html = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>Assay</title>
        <h1>Assay</h1>
        <p>A scanner for AI models. This address serves its API.</p>
        <ul>
        <li><a href="/openapi/v1.json">Description of the API (OpenAPI)</a></li>
        <li><a href="/healthz">Does the process answer?</a></li>
        <li><a href="/readyz">Can it work?</a></li>
        </ul>
        </html>
        """;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/", () => Results.Content(Html, "text/html; charset=utf-8")).AllowAnonymous().ExcludeFromDescription();
}
