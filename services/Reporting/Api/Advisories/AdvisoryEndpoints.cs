using System.ComponentModel;
using System.Security.Claims;
using Assay.Domain.Advisories;
using Assay.Domain.Advisories.Exports;
using Assay.Reporting.Advisories;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Registry;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Tokens;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Advisories;

/// <summary>Advisories: what is wrong with which weights.</summary>
internal static class AdvisoryEndpoints
{
    private const string Tag = "Advisories";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/advisories", ListAsync)
            .WithName("listAdvisories").WithTags(Tag).WithSummary("List advisories in the order of their last change, withdrawn ones too")
            .Produces<AdvisoryListing>().ProducesProblem(StatusCodes.Status400BadRequest).Needs(ApiRole.Reader);
        api.MapGet("/advisories/{id}", (string id, [FromServices] AdvisoryDesk desk, CancellationToken stop) => AnswerAsync(desk.ShowAsync(id, stop)))
            .WithName("getAdvisory").WithTags(Tag).WithSummary("Show an advisory with its history")
            .Produces<AdvisoryDetail>().ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Reader);
        api.MapGet("/advisories/{id}/affected", AffectedAsync)
            .WithName("getAffected").WithTags(Tag).WithSummary("Versions that an advisory concerns, by class of evidence, and approvals among them")
            .Produces<AffectedList>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Reader);
        api.MapGet("/advisories/{id}/export", ExportAsync)
            .WithName("exportAdvisory").WithTags(Tag).WithSummary("An advisory as CSAF 2.0 VEX, OpenVEX 0.2, OSV 1.6 or as it is stored")
            .Produces<Stream>(StatusCodes.Status200OK, "application/json").ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Reader);
        api.MapPost("/advisories", IssueAsync)
            .WithName("issueAdvisory").WithTags(Tag).WithSummary("Issue an advisory")
            .WithDescription("The next scan of each version that it concerns reports it. Approvals of exactly this content are revoked or named, as configured.")
            .Produces<Advisory>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict).Needs(ApiRole.Operator);
        api.MapPut("/advisories/{id}", (string id, AdvisoryRequest request, ClaimsPrincipal user, [FromServices] AdvisoryDesk desk, CancellationToken stop) =>
                AnswerAsync(desk.ModifyAsync(id, request, Actor(user), stop)))
            .WithName("modifyAdvisory").WithTags(Tag).WithSummary("Put another record in an advisory's place; a new revision")
            .Produces<Advisory>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).Needs(ApiRole.Operator);
        api.MapPost("/advisories/{id}/withdraw", (string id, WithdrawRequest request, ClaimsPrincipal user, [FromServices] AdvisoryDesk desk, CancellationToken stop) =>
                AnswerAsync(desk.WithdrawAsync(id, request.Reason, Actor(user), stop)))
            .WithName("withdrawAdvisory").WithTags(Tag).WithSummary("Withdraw an advisory; it concerns nothing from then on")
            .Produces<Advisory>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).Needs(ApiRole.Operator);
        FeedEndpoints.Map(api);
    }

    internal static string Actor(ClaimsPrincipal user) => $"token:{ApiCaller.IdOf(user)} {user.Identity?.Name}".TrimEnd();

    internal static async Task<IResult> AnswerAsync<T>(Task<DeskAnswer<T>> asked)
        where T : class
    {
        var answer = await asked;
        return answer.Value is { } value ? TypedResults.Ok(value) : Error(answer.IsUnknown, answer.Problem!);
    }

    private static IResult Error(bool isUnknown, string problem) =>
        new ApiError(isUnknown ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, problem).ToResult();

    private static async Task<IResult> ListAsync(
        [FromQuery, Description("'next' of the page before.")] long? after, [FromQuery, Description("1 to 1000; 100 where absent.")] int? limit,
        [FromServices] AdvisoryDesk desk, CancellationToken cancellationToken) => limit is < 1 or > 1000
            ? ApiError.BadRequest("'limit' has to be 1 to 1000.").ToResult()
            : TypedResults.Ok(await desk.ListAsync(after ?? 0, limit ?? 100, cancellationToken));

    private static async Task<IResult> AffectedAsync(
        string id, [FromQuery, Description("1 to 1000; 1000 where absent.")] int? limit, [FromServices] AdvisoryDesk desk, CancellationToken cancellationToken) =>
        limit is < 1 or > 1000 ? ApiError.BadRequest("'limit' has to be 1 to 1000.").ToResult() : await AnswerAsync(desk.AffectedAsync(id, limit ?? 1000, cancellationToken));

    private static async Task<IResult> ExportAsync(
        string id, [FromQuery, Description("csaf, openvex, osv or assay.")] string format, [FromServices] AdvisoryDesk desk, CancellationToken cancellationToken)
    {
        if (!char.IsAsciiLetter(format.FirstOrDefault()) || !Enum.TryParse<AdvisoryFormat>(format, ignoreCase: true, out var known))
            return ApiError.BadRequest("'format' has to be csaf, openvex, osv or assay.").ToResult();
        var answer = await desk.ExportAsync(id, known, cancellationToken);
        return answer.Value is { } text ? TypedResults.Text(text, "application/json") : Error(answer.IsUnknown, answer.Problem!);
    }

    private static async Task<IResult> IssueAsync(AdvisoryRequest request, ClaimsPrincipal user, [FromServices] AdvisoryDesk desk, CancellationToken cancellationToken)
    {
        var answer = await desk.IssueAsync(request, Actor(user), cancellationToken);
        return answer.Value is { } issued ? TypedResults.Created($"{AssayApi.Prefix}/advisories/{issued.Id}", issued) : Error(answer.IsUnknown, answer.Problem!);
    }
}
