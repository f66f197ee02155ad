using Assay.Reporting.Api.Shapes;

namespace Assay.Reporting.Api.Progress;

/// <summary>One reading of a subject's progress; the view is null where the subject does not exist.</summary>
internal sealed record ProgressSample(ProgressView? View)
{
    /// <summary>True where there will be no other.</summary>
    public bool IsFinal => View is null || View.Ended;

    /// <summary>
    /// Names what can be seen of the progress, so that the same state has the same id on every server and after every restart: a client that
    /// resumes is told only what it has not seen. The estimate is left out, since it changes all the time.
    /// </summary>
    public string Id => View is { } v
        ? string.Create(null, $"{v.ScansEnded}-{v.Scans}-{v.TasksEnded}-{v.TasksLive}-{v.TasksFailed}-{(int?)v.State ?? 0}-{(int?)v.Phase ?? 0}")
        : "";
}
