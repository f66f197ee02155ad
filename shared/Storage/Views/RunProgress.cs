namespace Assay.Storage.Views;

/// <summary>How far a run is.</summary>
public sealed record RunProgress(int Scans, int Ended, int TasksLive, int TasksEnded, int TasksFailed);
