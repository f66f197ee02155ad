using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Assay.Tests.Integration.Servers;

/// <summary>
/// A private RabbitMQ node on loopback with files of its own, removed at the end.
/// </summary>
public sealed class RabbitProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"assay-rabbit-{Guid.NewGuid().ToString("n")[..8]}");
    private readonly int[] _ports = FreePorts.Take(3);
    private bool _running;

    public int Port => _ports[0];

    /// <summary>Why there can be no node here; null where there can.</summary>
    public static string? Missing => Find("rabbitmq-server") is null ? "RabbitMQ is not installed (package rabbitmq-server)." : null;

    /// <summary>Starts the node unless it runs.</summary>
    public async Task EnsureStartedAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (!_running) await StartAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Kills the node as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (!_running) return;
        _running = false;
        if (ReadPid() is not { } pid) return;
        try
        {
            using var node = Process.GetProcessById(pid);
            node.Kill();
            await node.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Directory.Exists(_folder)) return;
        await KillAsync();
        using var mapper = Process.Start(new ProcessStartInfo("epmd", ["-port", Text(_ports[2]), "-kill"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        });
        if (mapper is not null) await mapper.WaitForExitAsync();
        Directory.Delete(_folder, recursive: true);
        _gate.Dispose();
    }

    private async Task StartAsync()
    {
        Directory.CreateDirectory(_folder);
        File.Delete(Path.Combine(_folder, "pid"));
        var command = new List<string>
        {
            "env", $"HOME={_folder}", "RABBITMQ_NODENAME=" + $"assay{Port}@localhost", "RABBITMQ_NODE_IP_ADDRESS=127.0.0.1",
                $"RABBITMQ_NODE_PORT={Port}",
            $"RABBITMQ_DIST_PORT={_ports[1]}", $"ERL_EPMD_PORT={_ports[2]}", "ERL_EPMD_ADDRESS=127.0.0.1", $"RABBITMQ_MNESIA_BASE={_folder}/mnesia",
            $"RABBITMQ_LOG_BASE={_folder}/log", $"RABBITMQ_PID_FILE={_folder}/pid", $"RABBITMQ_CONFIG_FILE={_folder}/none",
            $"RABBITMQ_ENABLED_PLUGINS_FILE={_folder}/plugins", "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=+S 2:2", Find("rabbitmq-server")!,
        };
        if (Environment.UserName == "root")
        {
            // RabbitMQ refuses to run as root.
            using var chown = Process.Start("chown", ["-R", "rabbitmq:rabbitmq", _folder]);
            await chown.WaitForExitAsync();
            command.InsertRange(0, ["setpriv", "--reuid", "rabbitmq", "--regid", "rabbitmq", "--clear-groups"]);
        }

        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        var server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        var deadline = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (server.HasExited || deadline.Elapsed > Patience) throw new InvalidOperationException($"RabbitMQ did not start; see {_folder}/log.");
            await Task.Delay(100);
        }

        _running = true;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private int? ReadPid()
    {
        var file = Path.Combine(_folder, "pid");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), out var pid) ? pid : null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/lib/rabbitmq/bin")
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
