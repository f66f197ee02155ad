using Assay.Contracts.Values;

namespace Assay.Storage.Views;

/// <summary>Work of one stage and lane.</summary>
public sealed record QueueDepth(Stage Stage, Lane Lane, long Ready, long Leased, TimeSpan OldestReady);
