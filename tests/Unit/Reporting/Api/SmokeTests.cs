using System.Net;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed class SmokeTests
{
    [Fact]
    public async Task The_api_answers()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        foreach (var path in new[] { "/", "/healthz", "/readyz", "/openapi/v1.json", "/api/v1/scans", "/api/v1/workers" })
        {
            var r = await client.GetAsync(path);
            TestContext.Current.TestOutputHelper!.WriteLine($"{path} {(int)r.StatusCode} {await r.Content.ReadAsStringAsync()}");
            r.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
    }
}
