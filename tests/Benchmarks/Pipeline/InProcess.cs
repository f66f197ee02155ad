using System.Globalization;

namespace Assay.Tests.Benchmarks.Pipeline;

/// <summary>
/// The pipeline's own cost on one machine: distinct small models from a local directory through the command, then the same again with nothing changed.
/// Whole processes are measured, start-up and report included. Targets: 100 models/s, and the rescan at least ten times faster.
/// </summary>
internal static class InProcess
{
    public static async Task RunAsync(int models)
    {
        using var folder = new TemporaryFolder();
        var root = SmallModels.Write(Path.Combine(folder.Path, "models"), models);
        // Files younger than the clock's granularity are read again on the next scan; an installation's files are older than that.
        await Task.Delay(TimeSpan.FromSeconds(3));
        var empty = Directory.CreateDirectory(Path.Combine(folder.Path, "one")).FullName;
        SmallModels.Write(empty, 1);
        var warm = Path.Combine(folder.Path, "warm");
        await CommandRun.ScanAsync(warm, empty);

        var data = Path.Combine(folder.Path, "data");
        var first = await CommandRun.ScanAsync(data, root, "--each");
        var again = await CommandRun.ScanAsync(data, root, "--each");
        var single = await CommandRun.ScanAsync(warm, Path.Combine(empty, "model-00000", "weights.pkl"));
        Print("first scan", first);
        Print("rescan, nothing changed", again);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rescan / first: {first.Wall / again.Wall:0.0} times faster; one small file: {single.Wall.TotalSeconds:0.000} s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"without start-up: {(first.Wall - single.Wall) / (again.Wall - single.Wall):0.0} times faster"));
    }

    private static void Print(string what, (TimeSpan Wall, int Models, int ExitCode) run) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what}: {run.Models} models in {run.Wall.TotalSeconds:0.00} s = {run.Models / run.Wall.TotalSeconds:0} models/s (exit {run.ExitCode})"));
}
