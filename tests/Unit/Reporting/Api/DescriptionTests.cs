using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Storage.Tokens;
using Assay.Tests.Unit.Reporting.Fakes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed partial class DescriptionTests
{
    [Fact]
    public async Task The_description_names_every_route()
    {
        await using var host = await ApiHost.StartAsync();
        var document = await DocumentAsync(host);

        var mapped = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Select(m => $"{m} {Constraint().Replace(e.RoutePattern.RawText!, "{$1}")}"));
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => $"{o.Name.ToUpperInvariant()} {p.Name}"));

        described.Where(d => d.Contains("/api/", StringComparison.Ordinal)).Order().ShouldBe(mapped.Order());
        described.ShouldContain("GET /healthz");
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_what_it_takes_what_it_answers_and_who_may_call()
    {
        await using var host = await ApiHost.StartAsync();
        var document = await DocumentAsync(host);

        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var name = $"{operation.Name} {path.Name}";
                operation.Value.GetProperty("summary").GetString().ShouldNotBeNullOrWhiteSpace(name);
                operation.Value.GetProperty("operationId").GetString().ShouldNotBeNullOrWhiteSpace(name);
                operation.Value.GetProperty("responses").EnumerateObject().ShouldContain(r => r.Name[0] == '2', name);
                if (operation.Value.TryGetProperty("parameters", out var parameters))
                {
                    parameters.EnumerateArray().ShouldAllBe(p => p.GetProperty("description").GetString() != "", name);
                }
                if (!path.Name.StartsWith("/api/", StringComparison.Ordinal)) continue;
                operation.Value.GetProperty("security")[0].TryGetProperty("token", out _).ShouldBeTrue(name);
                operation.Value.GetProperty("description").GetString()!.ShouldContain("Role: ");
                foreach (var status in new[] { "401", "403", "429", "503" })
                {
                    operation.Value.GetProperty("responses").TryGetProperty(status, out _).ShouldBeTrue(name);
                }
            }
        }
    }

    [Fact]
    public async Task References_lead_somewhere_and_bounds_are_stated()
    {
        await using var host = await ApiHost.StartAsync();
        var document = await DocumentAsync(host);
        var schemas = document.GetProperty("components").GetProperty("schemas");

        document.GetProperty("openapi").GetString().ShouldStartWith("3.");
        foreach (var reference in References(document))
        {
            schemas.TryGetProperty(reference["#/components/schemas/".Length..], out _).ShouldBeTrue(reference);
        }
        schemas.GetProperty("SubmitRequest").GetProperty("properties").GetProperty("targets").GetProperty("maxItems").GetInt32().ShouldBe(1000);
        var limit = document.GetProperty("paths").GetProperty("/api/v1/scans").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Single(p => p.GetProperty("name").GetString() == "limit").GetProperty("schema");
        (limit.GetProperty("minimum").GetInt32(), limit.GetProperty("maximum").GetInt32()).ShouldBe((1, 500));
        document.GetProperty("paths").GetProperty("/api/v1/scans").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Single(p => p.GetProperty("name").GetString() == "state").GetProperty("schema").GetProperty("$ref").GetString()
                .ShouldBe("#/components/schemas/ScanState");
        document.GetProperty("components").GetProperty("securitySchemes").GetProperty("token").GetProperty("scheme").GetString().ShouldBe("bearer");
    }

    [Fact]
    public async Task Roles_and_verdicts_are_written_as_the_description_says()
    {
        await using var host = await ApiHost.StartAsync();
        var schemas = (await DocumentAsync(host)).GetProperty("components").GetProperty("schemas");

        schemas.GetProperty("ApiRole").GetProperty("enum").EnumerateArray().Select(e => e.GetString())
            .ShouldBe(Enum.GetNames<ApiRole>().Select(n => n.ToLowerInvariant()));
        schemas.GetProperty("Stage").GetProperty("enum").EnumerateArray().Select(e => e.GetString()).ShouldContain("hash-verify");
    }

    private static async Task<JsonElement> DocumentAsync(ApiHost host)
    {
        using var client = host.Client();
        return await (await client.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).JsonAsync();
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p.Name == "$ref" && p.Value.GetString()!.StartsWith("#/components/schemas/", StringComparison.Ordinal)
                ? [p.Value.GetString()!]
                : References(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    /// <summary>A parameter of a route with what narrows it, which the description has no words for.</summary>
    [GeneratedRegex(@"\{\**([^}:]+)(:[^}]+)?\}")]
    private static partial Regex Constraint();

    /// <summary>A parameter of a route, which the description names without its constraint.</summary>
    [GeneratedRegex(@"\{\**(\w+)(?::\w+)?\}")]
    private static partial Regex Parameter();
}
