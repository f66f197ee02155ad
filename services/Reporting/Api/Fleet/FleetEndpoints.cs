using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Facts;
using Assay.Storage.Tokens;
using Assay.Storage.Views;
using Assay.Storage.Workers;

namespace Assay.Reporting.Api.Fleet;

/// <summary>What an operator wants to know of the installation: workers, queues, analysers.</summary>
internal static class FleetEndpoints
{
    /// <summary>A worker that was silent for longer is taken for gone.</summary>
    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(2);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/workers", WorkersAsync)
            .WithName("listWorkers").WithTags("Fleet").WithSummary("Worker processes that showed a sign of life within two minutes")
            .Produces<IReadOnlyList<WorkerView>>().Needs(ApiRole.Reader);
        api.MapGet("/queues", QueuesAsync)
            .WithName("listQueues").WithTags("Fleet").WithSummary("Tasks that wait and run, by stage and lane")
            .Produces<IReadOnlyList<QueueView>>().Needs(ApiRole.Reader);
        api.MapGet("/analysers", AnalysersAsync)
            .WithName("listAnalysers").WithTags("Fleet").WithSummary("Analysers and probes that the workers offer")
            .Produces<IReadOnlyList<AnalyserView>>().Needs(ApiRole.Reader);
    }

    private static async Task<IResult> WorkersAsync(IWorkerRegistry workers, CancellationToken cancellationToken) =>
        TypedResults.Ok((await workers.ListAsync(Alive, cancellationToken)).Select(WorkerView.Of).ToList());

    private static async Task<IResult> QueuesAsync(IScanViews views, CancellationToken cancellationToken) =>
        TypedResults.Ok((await views.QueuesAsync(cancellationToken)).Select(QueueView.Of).ToList());

    private static async Task<IResult> AnalysersAsync(IAnalyserCatalog catalog, CancellationToken cancellationToken) =>
        TypedResults.Ok((await catalog.ReadAsync(cancellationToken)).OrderBy(a => a.Id, StringComparer.Ordinal).Select(AnalyserView.Of).ToList());
}
