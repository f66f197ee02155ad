using System.Diagnostics;
using System.Text.Json;

namespace Assay.Tests.Benchmarks.Pipeline;

/// <summary>Runs the built command as a user would and measures the whole process.</summary>
internal static class CommandRun
{
    /// <summary>Path of the launcher: <c>ASSAY_COMMAND</c>, or <c>assay</c> at the root of the checkout.</summary>
    public static string Command { get; } = Environment.GetEnvironmentVariable("ASSAY_COMMAND") ?? Find();

    public static async Task<(TimeSpan Wall, int Models, int ExitCode)> ScanAsync(string data, params string[] arguments)
    {
        var start = new ProcessStartInfo(Command) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["scan", .. arguments, "--format", "json", "--data", data]) start.ArgumentList.Add(argument);
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var wall = watch.Elapsed;
        if (output.Length == 0) throw new InvalidOperationException($"The command printed no report: {await errors}");
        using var report = JsonDocument.Parse(output);
        return (wall, report.RootElement.GetProperty("models").GetArrayLength(), process.ExitCode);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var launcher = Path.Combine(folder.FullName, "assay");
            if (File.Exists(launcher) && File.Exists(Path.Combine(folder.FullName, "Pipeline.sln"))) return launcher;
        }
        throw new FileNotFoundException("The launcher 'assay' was not found above this program; set ASSAY_COMMAND.");
    }
}
