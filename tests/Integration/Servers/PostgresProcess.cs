using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Assay.Tests.Integration.Servers;

/// <summary>
/// A private PostgreSQL server on a free loopback port, in a folder of its own. As root it runs as the user <c>postgres</c>, since it refuses
/// root. It can be stopped, killed and started again.
/// </summary>
public sealed class PostgresProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "assay-pg-" + Guid.NewGuid().ToString("N")[..12]);
    private readonly string _binaries;
    private Process? _server;

    private PostgresProcess(string binaries) => _binaries = binaries;

    public int Port { get; private set; }

    /// <summary>Why no server can be started here; null where one can.</summary>
    public static string? Missing => Binaries() is null ? "PostgreSQL's server binaries are not installed (/usr/lib/postgresql)." : null;

    public static async Task<PostgresProcess> StartNewAsync()
    {
        var server = new PostgresProcess(Binaries() ?? throw new InvalidOperationException(Missing)) { Port = FreePort() };
        Directory.CreateDirectory(server._folder);
        if (Environment.IsPrivilegedProcess) await server.RunAsync("chown", ["postgres", server._folder], asServerUser: false);
        await server.RunAsync(
            Path.Combine(server._binaries, "initdb"),
            ["-D", server.Data, "-U", "assay", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            asServerUser: true);
        await server.StartAsync();
        return server;
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=assay;Database={database};Timeout=15;Include Error Detail=true";

    public async Task StartAsync()
    {
        _server = Process.Start(Command(
            Path.Combine(_binaries, "postgres"),
            ["-D", Data, "-p", $"{Port}", "-h", "127.0.0.1", "-k", "", "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "fsync=on"],
            asServerUser: true))!;
        _server.OutputDataReceived += static (_, _) => { };
        _server.ErrorDataReceived += static (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        for (var deadline = DateTime.UtcNow + Patience; ; await Task.Delay(50))
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (DateTime.UtcNow < deadline && !_server.HasExited)
            {
                // Not ready yet.
            }
        }
    }

    /// <summary>An orderly, fast stop.</summary>
    public Task StopAsync() => SignalAsync("INT");

    /// <summary>As on a power cut: no shutdown checkpoint, recovery at the next start.</summary>
    public Task KillAsync() => SignalAsync("QUIT");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private async Task SignalAsync(string signal)
    {
        if (_server is null || _server.HasExited) return;
        using var kill = Process.Start("kill", ["-" + signal, $"{_server.Id}"]);
        using var patience = new CancellationTokenSource(Patience);
        await _server.WaitForExitAsync(patience.Token);
        _server.Dispose();
        _server = null;
    }

    private async Task RunAsync(string program, IEnumerable<string> arguments, bool asServerUser)
    {
        using var process = Process.Start(Command(program, arguments, asServerUser))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with status {process.ExitCode}: {errors}");
    }

    private ProcessStartInfo Command(string program, IEnumerable<string> arguments, bool asServerUser)
    {
        string[] command = asServerUser && Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups", program, .. arguments]
            : [program, .. arguments];
        return new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
    }

    private static string? Binaries() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal)
            .Select(folder => Path.Combine(folder, "bin")).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
