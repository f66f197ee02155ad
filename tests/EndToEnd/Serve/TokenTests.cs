using System.Net;
using System.Net.Http.Headers;
using Assay.Tests.EndToEnd.Running;

namespace Assay.Tests.EndToEnd.Serve;

public sealed class TokenTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_server_with_tokens_lets_in_who_has_one_and_never_prints_it()
    {
        var admin = await CreateAsync("admin");
        var reader = await CreateAsync("reader");
        await using var server = await AssayServer.StartAsync(_work, [("ASSAY_Logging__LogLevel__Default", "Trace")], "--auth", "tokens");

        (await server.Http.GetAsync("/api/v1/scans")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.Http.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.CallAsync("status")).ShouldRefuse("token");
        (await server.CallAsync("status", "--token", admin)).ShouldEndWith(0);
        (await AssayProgram.RunAsync(_work, [("ASSAY_TOKEN", reader), ("ASSAY_SERVER", server.Address.ToString())], "status")).ShouldEndWith(0);
        (await server.CallAsync("submit", "hf://org/model", "--token", reader)).ShouldRefuse("role");
        // The path of a file on the server is nobody's to name from outside, whatever the role.
        (await server.CallAsync("submit", "/etc/hostname", "--token", admin)).ShouldEndWith(2).Error.ShouldNotContain("Exception");

        server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", admin + "x");
        (await server.Http.GetAsync("/api/v1/scans")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var secret in (string[])[admin, reader]) (server.Program.Output + server.Program.Error).ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_revoked_token_is_worth_nothing()
    {
        var secret = await CreateAsync("reader");
        var listed = await AssayProgram.RunAsync(_work, "token", "list");
        listed.ShouldEndWith(0).Output.ShouldNotContain(secret);
        var id = listed.Output.Split(' ')[0];

        (await AssayProgram.RunAsync(_work, "token", "revoke", id)).ShouldEndWith(0);

        await using var server = await AssayServer.StartAsync(_work, [], "--auth", "tokens");
        (await server.CallAsync("status", "--token", secret)).ShouldRefuse("token");
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    public async Task A_server_without_tokens_refuses_to_listen_beyond_this_machine(string address) =>
        (await AssayProgram.RunAsync(_work, "serve", "--listen", address, "--auth", "none")).ShouldRefuse("without authentication");

    [Fact]
    public async Task An_unknown_way_to_authenticate_is_refused() =>
        (await AssayProgram.RunAsync(_work, "serve", "--listen", "http://127.0.0.1:0", "--auth", "hope")).ShouldRefuse("tokens");

    [Fact]
    public async Task A_port_that_is_taken_is_one_line()
    {
        await using var server = await AssayServer.StartAsync(_work, []);
        using var other = new WorkFolder();

        var result = await AssayProgram.RunAsync(other, "serve", "--listen", server.Address.ToString());

        result.ExitCode.ShouldBeOneOf(1, 2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("in use");
        result.Error.ShouldNotContain(" at System.");
    }

    private async Task<string> CreateAsync(string role)
    {
        var created = await AssayProgram.RunAsync(_work, "token", "create", "--role", role, "--name", role);
        created.ShouldEndWith(0).Error.ShouldBeEmpty();
        created.Output.ShouldStartWith("assay_");
        return created.Output.Trim();
    }
}
