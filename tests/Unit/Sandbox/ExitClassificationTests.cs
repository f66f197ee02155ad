using Assay.Sandbox;

namespace Assay.Tests.Unit.Sandbox;

public sealed class ExitClassificationTests
{
    [Theory]
    [InlineData(0, null, SandboxExitKind.Exited, 0)]
    [InlineData(3, null, SandboxExitKind.Exited, 3)]
    [InlineData(139, null, SandboxExitKind.Crashed, 11)]
    [InlineData(134, null, SandboxExitKind.Crashed, 6)]
    [InlineData(152, null, SandboxExitKind.TimedOut, 24)]
    [InlineData(137, null, SandboxExitKind.OutOfMemory, 9)]
    [InlineData(137, SandboxExitKind.TimedOut, SandboxExitKind.TimedOut, 137)]
    [InlineData(137, SandboxExitKind.ProtocolError, SandboxExitKind.ProtocolError, 137)]
    [InlineData(255, null, SandboxExitKind.Exited, 255)]
    public void An_exit_code_says_how_a_child_ended_unless_we_killed_it(int exitCode, SandboxExitKind? killedFor, SandboxExitKind kind, int code) =>
        ExitClassification.Of(exitCode, killedFor).ShouldBe((kind, code));
}
