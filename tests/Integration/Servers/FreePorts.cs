using System.Net;
using System.Net.Sockets;

namespace Assay.Tests.Integration.Servers;

/// <summary>Ports that were free a moment ago.</summary>
internal static class FreePorts
{
    public static int[] Take(int count)
    {
        // All held at once, so that they differ.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }
}
