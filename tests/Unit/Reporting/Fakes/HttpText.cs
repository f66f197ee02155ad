using System.Text;
using System.Text.Json;

namespace Assay.Tests.Unit.Reporting.Fakes;

/// <summary>Short calls with JSON.</summary>
internal static class HttpText
{
    public static Task<HttpResponseMessage> PostJsonAsync(
        this HttpClient client, string path, string json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    /// <summary>The sentence of a problem; fails where the answer is none.</summary>
    public static async Task<string> DetailAsync(this HttpResponseMessage response)
    {
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        return (await response.JsonAsync()).GetProperty("detail").GetString()!;
    }
}
