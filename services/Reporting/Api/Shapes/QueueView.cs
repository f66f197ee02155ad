using Assay.Contracts.Values;
using Assay.Storage.Views;

namespace Assay.Reporting.Api.Shapes;

/// <summary>Work of one stage and lane.</summary>
/// <param name="Stage">Which service.</param>
/// <param name="Lane">Which lane.</param>
/// <param name="Ready">Tasks that wait.</param>
/// <param name="Leased">Tasks that a worker holds.</param>
/// <param name="OldestReadySeconds">How long the oldest has waited.</param>
public sealed record QueueView(Stage Stage, Lane Lane, long Ready, long Leased, double OldestReadySeconds)
{
    internal static QueueView Of(QueueDepth queue) =>
        new(queue.Stage, queue.Lane, queue.Ready, queue.Leased, Math.Round(queue.OldestReady.TotalSeconds, 1));
}
