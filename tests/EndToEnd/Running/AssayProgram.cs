using System.Diagnostics;

namespace Assay.Tests.EndToEnd.Running;

/// <summary>Starts the built <c>assay</c> as a process, in an environment that holds nothing of the developer's own settings.</summary>
internal static class AssayProgram
{
    /// <summary>Nothing that a test runs takes this long; a program that hangs ends the test and not the build.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "assay.dll");

    /// <summary>Runs it to its end.</summary>
    public static Task<ProgramResult> RunAsync(WorkFolder work, params string[] arguments) => RunAsync(work, [], arguments);

    /// <summary>Runs it to its end with variables on top of the clean environment.</summary>
    public static async Task<ProgramResult> RunAsync(WorkFolder work, (string Name, string Value)[] variables, params string[] arguments)
    {
        await using var program = Start(work, variables, arguments);
        return await program.EndAsync();
    }

    /// <summary>Starts it and returns at once.</summary>
    public static RunningProgram Start(WorkFolder work, (string Name, string Value)[] variables, params string[] arguments) =>
        Launch(work, variables, "dotnet", [Path, .. arguments]);

    /// <summary>Starts another program in front of it, such as one that drops rights.</summary>
    public static RunningProgram StartUnder(WorkFolder work, string[] launcher, params string[] arguments) =>
        Launch(work, [], launcher[0], [.. launcher[1..], "dotnet", Path, .. arguments]);

    private static RunningProgram Launch(WorkFolder work, (string Name, string Value)[] variables, string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = work.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList()) start.Environment.Remove(name);
        start.Environment["ASSAY_DATA"] = work.Data;
        start.Environment["HF_ENDPOINT"] = "http://127.0.0.1:9";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    private static bool IsSetting(string name) =>
        name.StartsWith("ASSAY_", StringComparison.Ordinal) || name.StartsWith("HF_", StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal);
}
