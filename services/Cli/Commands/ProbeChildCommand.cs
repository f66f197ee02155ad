using Assay.GpuProbe.Child;

namespace Assay.Cli.Commands;

/// <summary><c>assay probe-child</c>: the sandboxed process that runs models. Started by GpuProbe alone.</summary>
internal static class ProbeChildCommand
{
    public static async Task<int> RunAsync()
    {
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        return await ProbeChild.RunAsync(input, output);
    }
}
