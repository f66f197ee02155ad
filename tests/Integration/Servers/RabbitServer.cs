using Assay.Tests.Integration.Servers;

[assembly: AssemblyFixture(typeof(RabbitServer))]

namespace Assay.Tests.Integration.Servers;

/// <summary>One RabbitMQ node for a run of the tests, started by the first test that asks. Where there is none, the test is skipped.</summary>
public sealed class RabbitServer : IAsyncDisposable
{
    private readonly RabbitProcess _node = new();

    public int Port => _node.Port;

    /// <summary>Starts the node unless it runs; skips the test where there is no RabbitMQ.</summary>
    public Task EnsureStartedAsync()
    {
        if (RabbitProcess.Missing is { } reason) Assert.Skip(reason);
        return _node.EnsureStartedAsync();
    }

    /// <summary>Kills the node as a power cut would.</summary>
    public Task KillAsync() => _node.KillAsync();

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
