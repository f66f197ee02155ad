using System.ComponentModel;
using System.Diagnostics;

namespace Assay.Tests.EndToEnd.Compose;

/// <summary>Runs the programs of the container engine, in the checkout.</summary>
internal static class ContainerEngine
{
    /// <summary>The images that a stack needs; building and pulling them is not a test's business.</summary>
    private static readonly string[] _images = ["assay:local", "assay-probe:local", "postgres:17", "rabbitmq:4-management"];

    /// <summary>The words that start Compose here, the plug-in or the older program; skips the test where the stack cannot be started.</summary>
    public static async Task<string[]> ComposeOrSkipAsync(CancellationToken cancellationToken)
    {
        if ((await RunAsync(["docker", "version"], null, cancellationToken)).Code != 0) Assert.Skip("no container engine answers here");
        foreach (var image in _images)
        {
            if ((await RunAsync(["docker", "image", "inspect", image], null, cancellationToken)).Code != 0)
                Assert.Skip($"the image {image} is not here; run 'docker compose build' (and pull) first");
        }
        foreach (var words in new string[][] { ["docker", "compose"], ["docker-compose"] })
        {
            if ((await RunAsync([.. words, "version"], null, cancellationToken)).Code == 0) return words;
        }
        Assert.Skip("neither 'docker compose' nor 'docker-compose' is installed");
        return [];
    }

    /// <summary>Runs a command to its end; the code is -1 where there is no such program.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = Checkout.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
        catch (Win32Exception exception)
        {
            return (-1, "", exception.Message);
        }
    }
}
