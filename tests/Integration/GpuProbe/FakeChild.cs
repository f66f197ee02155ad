using System.Text;
using Assay.GpuProbe.Protocol;

namespace Assay.Tests.Integration.GpuProbe;

/// <summary>A child that says and does what a test wants: a shell script in place of the service's program.</summary>
internal sealed class FakeChild : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-child-").FullName;

    private FakeChild(string script)
    {
        Path = System.IO.Path.Combine(_folder, "child");
        File.WriteAllText(Path, "#!/usr/bin/sh\n" + script + "\n");
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
    }

    public string Path { get; }

    public static FakeChild Running(string script) => new(script);

    /// <summary>A line of script that writes a frame.</summary>
    public static async Task<string> SaysAsync(ProbeReply reply)
    {
        var stream = new MemoryStream();
        await ProbeFrames.WriteAsync(stream, reply, TestContext.Current.CancellationToken);
        var text = new StringBuilder();
        foreach (var value in stream.ToArray()) text.Append('\\').Append(Convert.ToString(value, 8).PadLeft(3, '0'));
        return $"printf '{text}'";
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
