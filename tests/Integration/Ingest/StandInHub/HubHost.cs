using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Assay.Tests.Integration.Ingest.StandInHub;

/// <summary>The hub itself: model facts, file lists, redirects to files.</summary>
internal sealed partial class HubHost(StandInHub hub)
{
    public async Task AnswerAsync(HttpContext context)
    {
        hub.See(context, atDownloadHost: false);
        if (await TryFailAsync(context)) return;
        if (hub.Recorded is { } recorded && await recorded.TryAnswerAsync(context, hub.Address)) return;
        var path = context.Request.Path.Value!;
        var kind = path.StartsWith("/api/models", StringComparison.Ordinal) ? "api" : "resolvers";
        context.Response.Headers["RateLimit"] = $"\"{kind}\";r={Math.Max(0, hub.CountDown())};t=295";
        if (ResolveCachePattern().Match(path) is { Success: true } cached) await SmallFileAsync(context, cached);
        else if (ModelPattern().Match(path) is { Success: true } model) await ModelAsync(context, model);
        else if (ResolvePattern().Match(path) is { Success: true } file) await ResolveAsync(context, file);
        else await ErrorAsync(context, 404, null, "Sorry, we can't find the page you are looking for.");
    }

    private async Task ModelAsync(HttpContext context, Match match)
    {
        var (name, what, rest) = (match.Groups["name"].Value, match.Groups["what"].Value, match.Groups["rest"].Value);
        if (hub.RenamedTo(name) is { } newName)
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"/api/models/{newName}{(what.Length > 0 ? $"/{what}/{rest}" : "")}{context.Request.QueryString}";
            return;
        }
        var revision = rest.Length == 0 ? "main" : Uri.UnescapeDataString(rest);
        if (await CheckAsync(context, name) is not { } model) return;
        if (!model.Knows(revision)) await ErrorAsync(context, 404, "RevisionNotFound", $"Invalid rev id: {revision}");
        else if (what == "tree") await TreeAsync(context, model);
        else await context.Response.WriteAsync(Describe(model).ToJsonString());
    }

    private async Task<StandInModel?> CheckAsync(HttpContext context, string name)
    {
        var hasToken = context.Request.Headers.Authorization.Count > 0;
        var model = hub.Find(name);
        if (model is { IsPrivate: true } && !hasToken) model = null;
        if (model is null && hasToken) await ErrorAsync(context, 404, "RepoNotFound", "Repository not found");
        else if (model is null) await ErrorAsync(context, 401, null, "Invalid username or password.");
        return model;
    }

    private static JsonObject Describe(StandInModel model) => new()
    {
        ["_id"] = model.Id,
        ["id"] = model.Name,
        ["sha"] = model.Commit,
        ["private"] = model.IsPrivate,
        ["gated"] = model.IsGated ? "manual" : false,
        ["disabled"] = model.IsDisabled,
        ["pipeline_tag"] = "text-generation",
        ["tags"] = new JsonArray("base_model:quantized:org/base"),
        ["securityRepoStatus"] = new JsonObject { ["scansDone"] = true, ["filesWithIssues"] = new JsonArray() },
    };

    private async Task TreeAsync(HttpContext context, StandInModel model)
    {
        var start = int.TryParse(context.Request.Query["cursor"], CultureInfo.InvariantCulture, out var cursor) ? cursor : 0;
        var page = model.Files.Skip(start).Take(hub.PageSize).Select(Entry).ToArray<JsonNode>();
        if (start + hub.PageSize < model.Files.Count)
        {
            var next = $"/api/models/{model.Name}/tree/{model.Commit}?recursive=true&expand=false&cursor={start + hub.PageSize}";
            context.Response.Headers.Link = $"<https://huggingface.co{next}>; rel=\"next\"";
        }
        await context.Response.WriteAsync(new JsonArray(page).ToJsonString());
    }

    private static JsonObject Entry(StandInFile file)
    {
        var entry = new JsonObject { ["type"] = "file", ["oid"] = file.GitId, ["size"] = file.Size, ["path"] = file.Path };
        if (file.IsLarge) entry["lfs"] = new JsonObject { ["oid"] = file.Sha256, ["size"] = file.Size, ["pointerSize"] = 134 };
        return entry;
    }

    private async Task ResolveAsync(HttpContext context, Match match)
    {
        var name = match.Groups["name"].Value;
        if (await CheckAsync(context, name) is not { } model) return;
        if (model.IsGated)
        {
            var status = context.Request.Headers.Authorization.Count > 0 ? 403 : 401;
            await ErrorAsync(context, status, "GatedRepo", $"Access to model {name} is restricted.");
            return;
        }
        if (Find(model, match) is not { IsMissing: false } file)
        {
            await ErrorAsync(context, 404, "EntryNotFound", $"{match.Groups["path"].Value} does not exist on \"main\"");
            return;
        }
        var headers = context.Response.Headers;
        headers["X-Repo-Commit"] = model.Commit;
        headers["X-Linked-Size"] = file.Size.ToString(CultureInfo.InvariantCulture);
        headers["X-Linked-ETag"] = file.IsLarge ? $"\"{file.Sha256}\"" : $"\"{file.GitId}\"";
        context.Response.StatusCode = file.IsLarge ? 302 : 307;
        var quoted = string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));
        headers.Location = file.IsLarge
            ? $"{hub.DownloadAddress}xet-bridge/{name}/{quoted}?Expires=1781098782&Signature={Guid.NewGuid():n}"
            : $"/api/resolve-cache/models/{name}/{model.Commit}/{quoted}?etag=%22{file.GitId}%22";
    }

    private async Task SmallFileAsync(HttpContext context, Match match)
    {
        if (hub.Find(match.Groups["name"].Value) is not { } model || Find(model, match) is not { } file)
        {
            await ErrorAsync(context, 404, "EntryNotFound", "no such file");
            return;
        }
        context.Response.ContentLength = file.Bytes.Length;
        context.Response.Headers.ETag = $"\"{file.GitId}\"";
        await context.Response.Body.WriteAsync(file.Bytes);
    }

    private static StandInFile? Find(StandInModel model, Match match) => model.Files.FirstOrDefault(f => f.Path == match.Groups["path"].Value);

    private async Task<bool> TryFailAsync(HttpContext context)
    {
        var response = context.Response;
        if (hub.Faults.Take(StandInFaults.Busy))
        {
            response.StatusCode = 503;
        }
        else if (hub.Faults.Take(StandInFaults.Refused))
        {
            var kind = context.Request.Path.StartsWithSegments("/api/models", StringComparison.Ordinal) ? "api" : "resolvers";
            response.Headers["RateLimit"] = $"\"{kind}\";r=0;t={hub.Faults.RefusalSeconds}";
            await ErrorAsync(context, 429, null, "We had to rate limit your IP.");
        }
        else if (hub.Faults.Take(StandInFaults.RefusedByEdge))
        {
            response.StatusCode = 429;
        }
        else if (hub.Faults.Take(StandInFaults.RedirectToFile))
        {
            response.StatusCode = 302;
            response.Headers.Location = "file:///etc/passwd";
        }
        else if (hub.Faults.Take(StandInFaults.RedirectToSelf))
        {
            response.StatusCode = 302;
            response.Headers.Location = context.Request.Path + context.Request.QueryString;
        }
        else if (hub.Faults.Take(StandInFaults.NotJson))
        {
            await response.WriteAsync("<html>\u001b[31mWelcome to the hotel network</html>");
        }
        else if (hub.Faults.Take(StandInFaults.WrongShape))
        {
            await response.WriteAsync("{\"id\": 7}");
        }
        else
        {
            return false;
        }
        return true;
    }

    private static Task ErrorAsync(HttpContext context, int status, string? code, string message)
    {
        context.Response.StatusCode = status;
        if (code is not null) context.Response.Headers["X-Error-Code"] = code;
        context.Response.Headers["X-Error-Message"] = message;
        return context.Response.WriteAsync(new JsonObject { ["error"] = message }.ToJsonString());
    }

    [GeneratedRegex("^/api/models/(?<name>[^/]+(/[^/]+)?)(/(?<what>revision|tree)/(?<rest>.+))?$")]
    private static partial Regex ModelPattern();

    [GeneratedRegex("^/(?<name>[^/]+(/[^/]+)?)/resolve/(?<rev>[^/]+)/(?<path>.+)$")]
    private static partial Regex ResolvePattern();

    [GeneratedRegex("^/api/resolve-cache/models/(?<name>[^/]+(/[^/]+)?)/(?<rev>[0-9a-f]{40})/(?<path>.+)$")]
    private static partial Regex ResolveCachePattern();
}
