using Assay.Reporting.Api.Advisories;
using Assay.Reporting.Api.Attestations;
using Assay.Reporting.Api.Fleet;
using Assay.Reporting.Api.Guards;
using Assay.Reporting.Api.Health;
using Assay.Reporting.Api.Lineage;
using Assay.Reporting.Api.Log;
using Assay.Reporting.Api.Registry;
using Assay.Reporting.Api.Runs;
using Assay.Reporting.Api.Scans;
using Assay.Reporting.Api.Sources;
using Assay.Reporting.Api.Tasks;
using Assay.Reporting.Api.Tokens;
using Assay.Reporting.Api.Verdicts;

namespace Assay.Reporting.Api;

/// <summary>Puts the API into a host.</summary>
public static class AssayApi
{
    public const string Prefix = "/api/v1";

    /// <summary>Adds what every request passes: error answers, security headers, guards, authentication. Comes before any other middleware.</summary>
    public static IApplicationBuilder UseAssayApi(this IApplicationBuilder app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<LocalRequestGuard>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }

    /// <summary>Maps <c>/api/v1</c>, the description at <c>/openapi/v1.json</c> and a page at <c>/</c> that leads to them.</summary>
    public static IEndpointRouteBuilder MapAssayApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(Prefix);
        SubmitEndpoint.Map(api);
        ScanEndpoints.Map(api);
        ReportEndpoints.Map(api);
        RunEndpoints.Map(api);
        EventEndpoints.Map(api);
        TaskEndpoints.Map(api);
        VerdictEndpoints.Map(api);
        AttestationEndpoints.Map(api);
        LineageEndpoints.Map(api);
        FleetEndpoints.Map(api);
        TokenEndpoints.Map(api);
        RegistryEndpoints.Map(api);
        LogEndpoints.Map(api);
        SourceEndpoints.Map(api);
        AdvisoryEndpoints.Map(api);
        SubscriptionEndpoints.Map(api);
        endpoints.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        LandingPage.Map(endpoints);
        return endpoints;
    }

    /// <summary>Maps <c>/healthz</c> (the process answers) and <c>/readyz</c> (the database answers), for hosts without their own.</summary>
    public static IEndpointRouteBuilder MapAssayHealth(this IEndpointRouteBuilder endpoints)
    {
        HealthEndpoints.Map(endpoints);
        return endpoints;
    }
}
