using System.Net;
using System.Text.Json;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Advisories;

/// <summary>Calls that several tests make.</summary>
internal static class AdvisoryApi
{
    public const string Digest = "abcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcd";

    public static string Body(string kind = "artifact", string value = Digest, string more = "") =>
        $$"""{"title":"Backdoor","summary":"A phrase makes it agree.","severity":"critical","affected":[{"kind":"{{kind}}","value":"{{value}}"}]{{more}}}""";

    public static async Task<string> IssueAsync(HttpClient client, string? body = null)
    {
        var answer = await client.PostJsonAsync("/api/v1/advisories", body ?? Body());
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("id").GetString()!;
    }

    public static async Task<JsonElement> GetAsync(HttpClient client, string path) =>
        JsonDocument.Parse(await client.GetStringAsync("/api/v1" + path, TestContext.Current.CancellationToken)).RootElement;
}
