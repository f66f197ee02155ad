using System.ComponentModel;
using System.Text;
using Assay.Attestation.Transparency;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Tokens;
using Assay.Storage.Transparency;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Log;

/// <summary>The transparency log as C2SP tlog-tiles lays it out, and proofs for those who do not read tiles.</summary>
internal static class LogEndpoints
{
    private const string TileText = "As tlog-tiles writes it: groups of three digits, such as x001/234, with .p/W for the first W hashes "
        + "or entries of a tile that is not whole.";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/log/checkpoint", CheckpointAsync)
            .WithName("getLogCheckpoint").WithTags("Log").WithSummary("The newest checkpoint, a signed note")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Reader);
        api.MapGet("/log/keys", KeysAsync)
            .WithName("getLogKeys").WithTags("Log").WithSummary("Every key that ever signed a checkpoint, as signed notes write keys, one a line")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").Needs(ApiRole.Reader);
        api.MapGet("/log/tile/entries/{**tile}", EntriesAsync)
            .WithName("getLogEntries").WithTags("Log").WithSummary("A tile of entries, each after its length in two bytes")
            .Produces<Stream>(
                StatusCodes.Status200OK, "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Reader);
        api.MapGet("/log/tile/{level:int}/{**tile}", TileAsync)
            .WithName("getLogTile").WithTags("Log").WithSummary("A tile of hashes")
            .Produces<Stream>(
                StatusCodes.Status200OK, "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Reader);
        api.MapGet("/log/entries/{index:long}/proof", ProofAsync)
            .WithName("getLogProof").WithTags("Log").WithSummary("An entry with the proof that the newest checkpoint covers it")
            .Produces<LogProof>().ProducesProblem(StatusCodes.Status404NotFound).Needs(ApiRole.Reader);
    }

    private static async Task<IResult> CheckpointAsync([FromServices] ITransparencyLog log, CancellationToken cancellationToken) =>
        await log.LatestAsync(cancellationToken) is { } latest
            ? TypedResults.Text(latest.Note, "text/plain", Encoding.UTF8)
            : Missing("The log has no entry yet.");

    private static async Task<IResult> KeysAsync([FromServices] ITransparencyLog log, CancellationToken cancellationToken) =>
        TypedResults.Text(string.Concat((await log.KeysAsync(cancellationToken)).Select(k => k.ToKeyText() + "\n")), "text/plain", Encoding.UTF8);

    private static async Task<IResult> EntriesAsync(
        [Description(TileText)] string tile, [FromServices] ITransparencyLog log, CancellationToken cancellationToken)
    {
        if (TilePath.Parse(tile) is not { } address) return Missing("That is no tile's path.");
        return await new LogDatabase(log).ReadEntriesAsync(address.Index, address.Width, cancellationToken) is { } bytes
            ? TypedResults.Bytes(bytes, "application/octet-stream")
            : Missing("The log has no such tile.");
    }

    private static async Task<IResult> TileAsync(
        [Description("0 for hashes of entries, up to 7.")] int level,
        [Description(TileText)] string tile,
        [FromServices] ITransparencyLog log,
        CancellationToken cancellationToken)
    {
        if (level is < 0 or > TileAddress.MaxLevel || TilePath.Parse(tile) is not { } address) return Missing("That is no tile's path.");
        return await log.ReadTileAsync(new(level, address.Index, address.Width), cancellationToken) is { } bytes
            ? TypedResults.Bytes(bytes, "application/octet-stream")
            : Missing("The log has no such tile.");
    }

    private static async Task<IResult> ProofAsync(
        [Description("Of the entry.")] long index, [FromServices] ITransparencyLog log, CancellationToken cancellationToken) =>
        await LogProofs.OfAsync(log, index, cancellationToken) is { } proof ? TypedResults.Ok(proof) : Missing("The log has no such entry.");

    private static IResult Missing(string detail) => new ApiError(StatusCodes.Status404NotFound, detail).ToResult();
}
