namespace Assay.Tests.EndToEnd.Running;

/// <summary>A running <c>assay serve</c> on a free port.</summary>
internal sealed class AssayServer(RunningProgram program, WorkFolder work, Uri address) : IAsyncDisposable
{
    private const string Announcement = "listening on ";

    public Uri Address => address;

    public RunningProgram Program => program;

    public HttpClient Http { get; } = new() { BaseAddress = address };

    /// <summary>Starts it and waits for the line that names its address.</summary>
    public static async Task<AssayServer> StartAsync(WorkFolder work, (string Name, string Value)[] variables, params string[] arguments)
    {
        var program = AssayProgram.Start(work, variables, ["serve", "--listen", "http://127.0.0.1:0", "--data", work.Data, .. arguments]);
        await Until.TrueAsync(() => program.Output.Contains('\n', StringComparison.Ordinal) || program.HasEnded, "the server named its address");
        var line = program.Output.Split('\n')[0];
        line.ShouldStartWith(Announcement, customMessage: program.Error);
        return new(program, work, new Uri(line[Announcement.Length..]));
    }

    /// <summary>Runs a client command against it.</summary>
    public Task<ProgramResult> CallAsync(params string[] arguments) => AssayProgram.RunAsync(work, [.. arguments, "--server", address.ToString()]);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await program.DisposeAsync();
    }
}
