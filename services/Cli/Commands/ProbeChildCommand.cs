using Assay.GpuProbe.Child;

namespace Assay.Cli.Commands;

/// <summary><c>assay probe-child</c>: the sandboxed process that runs models. Started by GpuProbe alone.</summary>
internal static class ProbeChildCommand
{
    public static Task<int> RunAsync() => ProbeChild.MainAsync();
}
