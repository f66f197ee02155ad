using System.Diagnostics;

namespace Assay.Sandbox;

/// <summary>
/// Starts a child on a thread that lives as long as the child. Bubblewrap asks the kernel to kill it when its parent dies, and the kernel means the
/// thread that made it: a thread of the pool, which may retire at any time, would take the child with it.
/// </summary>
internal static class ChildThread
{
    /// <summary>Returns once the child runs; the task ends with the child.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static Task Start(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                process.Start();
            }
            catch (Exception exception)
            {
                started.SetException(exception);
                return;
            }
            started.SetResult();
            process.WaitForExit();
            exited.SetResult();
        })
        { IsBackground = true, Name = "sandboxed child" };
        thread.Start();
        started.Task.GetAwaiter().GetResult();
        return exited.Task;
    }
}
