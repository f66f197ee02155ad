using System.Text;
using Assay.Sandbox;

namespace Assay.Tests.Unit.Sandbox;

public sealed class SandboxLauncherTests
{
    [Fact]
    public async Task A_child_sees_nothing_of_ours()
    {
        Environment.SetEnvironmentVariable("ASSAY_TEST_SECRET", "assay-canary");
        var folder = Directory.CreateTempSubdirectory("assay-sandbox-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "secret"), "assay-canary", TestContext.Current.CancellationToken);
        var (exit, output) = await RunAsync($"cat /proc/*/environ; cat {folder}/secret; ls /root /home /etc; cat /etc/passwd; ls /proc | grep -c '^[0-9]'; id -u");
        exit.Kind.ShouldBe(SandboxExitKind.Exited);
        output.ShouldNotContain("assay-canary");
        output.ShouldNotContain("root:");
        output.Trim().ShouldEndWith("65534");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_child_has_no_network()
    {
        var (_, output) = await RunAsync("cat /proc/net/dev");
        output.ShouldContain("lo:");
        output.Split('\n').Count(line => line.Contains(':', StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_child_can_write_nowhere_but_to_a_small_tmp()
    {
        var (_, output) = await RunAsync(
            "for d in / /usr /dev /model /etc; do echo x > $d/assay-canary && echo wrote $d; done; head -c 9000000 /dev/zero > /tmp/big; wc -c < /tmp/big",
            new SandboxLimits { TemporaryBytes = 1 << 20 });
        output.ShouldNotContain("wrote");
        int.Parse(output.Trim()).ShouldBeLessThanOrEqualTo(1 << 20);
    }

    [Fact]
    public async Task A_mounted_file_can_be_read_and_not_changed()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "weights", TestContext.Current.CancellationToken);
        var (_, output) = await RunAsync("cat /model/w.bin; echo x > /model/w.bin", mounts: [new(file, "/model/w.bin")]);
        output.ShouldBe("weights");
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe("weights");
        File.Delete(file);
    }

    [Fact]
    public async Task A_crash_names_its_signal_and_keeps_the_last_words()
    {
        var (exit, _) = await RunAsync("echo last words >&2; kill -SEGV $$");
        (exit.Kind, exit.Code).ShouldBe((SandboxExitKind.Crashed, 11));
        exit.StandardError.ShouldContain("last words");
    }

    [Fact]
    public async Task A_child_that_does_not_end_is_killed()
    {
        var (exit, _) = await RunAsync("while :; do sleep 1; done", new SandboxLimits { WallTime = TimeSpan.FromMilliseconds(300) });
        exit.Kind.ShouldBe(SandboxExitKind.TimedOut);
    }

    [Fact]
    public async Task A_descendant_that_eats_memory_is_killed_with_its_ancestors()
    {
        // tail keeps all of a stream without line ends.
        var (exit, _) = await RunAsync("sh -c 'tail /dev/zero' & wait", new SandboxLimits { MemoryBytes = 128 << 20 });
        exit.Kind.ShouldBe(SandboxExitKind.OutOfMemory);
    }

    [Fact]
    public async Task Standard_error_without_end_does_not_fill_our_memory()
    {
        var (exit, _) = await RunAsync("head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; echo END >&2");
        exit.StandardError.Length.ShouldBe(64 << 10);
        exit.StandardError.TrimEnd().ShouldEndWith("END");
    }

    [Fact]
    public async Task A_child_that_is_disposed_is_dead_with_all_its_descendants()
    {
        var start = await Launcher(new SandboxOptions()).StartAsync(Shell("sleep 1000 & sleep 1000", new(), []), TestContext.Current.CancellationToken);
        Skip(start);
        await start.Process!.DisposeAsync();
        (await start.Process.Completion).Kind.ShouldBe(SandboxExitKind.Killed);
    }

    [Fact]
    public async Task Without_bubblewrap_nothing_runs_unless_it_is_allowed()
    {
        var options = new SandboxOptions { BubblewrapPath = "/nonexistent/bwrap" };
        var start = await Launcher(options).StartAsync(Shell("echo assay-canary", new(), []), TestContext.Current.CancellationToken);
        start.Process.ShouldBeNull();
        start.Refusal.ShouldNotBeNull().ShouldContain("install the package bubblewrap");
        start.Refusal.ShouldContain("Sandbox:AllowUnsandboxed");
    }

    [Fact]
    public async Task Without_bubblewrap_and_allowed_the_result_says_so()
    {
        var options = new SandboxOptions { BubblewrapPath = "/nonexistent/bwrap", AllowUnsandboxed = true };
        var start = await Launcher(options).StartAsync(Shell("cat", new(), []), TestContext.Current.CancellationToken);
        await using var child = start.Process.ShouldNotBeNull();
        start.Warnings.ShouldContain(SandboxLauncher.UnsandboxedWarning);
        await child.StandardInput.WriteAsync("hello"u8.ToArray(), TestContext.Current.CancellationToken);
        child.StandardInput.Close();
        using var reader = new StreamReader(child.StandardOutput);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("hello");
        (await child.Completion).Kind.ShouldBe(SandboxExitKind.Exited);
    }

    private static SandboxLauncher Launcher(SandboxOptions options) => new(options, new SandboxSupport(options));

    private static SandboxCommand Shell(string script, SandboxLimits limits, IReadOnlyList<SandboxMount> mounts) =>
        new("/usr/bin/sh", ["-c", script]) { Limits = limits, Mounts = mounts };

    private static async Task<(SandboxExit Exit, string Output)> RunAsync(
        string script, SandboxLimits? limits = null, IReadOnlyList<SandboxMount>? mounts = null)
    {
        var command = Shell(script, limits ?? new(), mounts ?? []);
        var start = await Launcher(new SandboxOptions()).StartAsync(command, TestContext.Current.CancellationToken);
        Skip(start);
        await using var child = start.Process!;
        using var reader = new StreamReader(child.StandardOutput, Encoding.UTF8);
        var output = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return (await child.Completion, output);
    }

    private static void Skip(SandboxStart start)
    {
        if (start.Process is null) Assert.Skip(start.Refusal!);
    }
}
