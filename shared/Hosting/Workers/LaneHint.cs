namespace Assay.Hosting.Workers;

/// <summary>A delivery that waits for its acknowledgement.</summary>
internal sealed class LaneHint(Guid taskId)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Guid TaskId { get; } = taskId;

    /// <summary>True once a running task holds it.</summary>
    public bool IsHeld { get; set; }

    public Task Released => _released.Task;

    public void Release() => _released.TrySetResult();
}
