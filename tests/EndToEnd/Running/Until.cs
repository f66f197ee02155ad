namespace Assay.Tests.EndToEnd.Running;

/// <summary>Waits for what comes in its own time.</summary>
internal static class Until
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until the answer is yes; fails the test at the deadline.</summary>
    public static async Task TrueAsync(Func<bool> question, string what)
    {
        var end = DateTime.UtcNow + AssayProgram.Deadline;
        while (!question())
        {
            if (DateTime.UtcNow > end) Assert.Fail($"it never happened that {what}");
            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }
    }
}
