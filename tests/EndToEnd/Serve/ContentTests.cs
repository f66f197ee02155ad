using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Assay.Tests.EndToEnd.Running;
using Assay.Tests.EndToEnd.Scan;

namespace Assay.Tests.EndToEnd.Serve;

/// <summary>What a server knows by content, asked over its API.</summary>
public sealed class ContentTests : IAsyncLifetime
{
    private readonly WorkFolder _work = new();
    private AssayServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await AssayServer.StartAsync(_work, []);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _work.Dispose();
    }

    [Fact]
    public async Task A_server_says_which_models_have_certain_bytes_and_which_are_related()
    {
        var (first, second) = (Weights(1, 2), Weights(1, 3));
        _work.Write("one/model.safetensors", first);
        _work.Write("two/model.safetensors", second);
        foreach (var model in (string[])["one", "two"])
        {
            var run = (await _server.CallAsync("submit", _work[model])).ShouldEndWith(0).Output.Trim();
            (await _server.CallAsync("watch", run)).ShouldEndWith(0);
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(first));
        var holders = (await _server.CallAsync("who-has", digest, "--format", "json")).ShouldEndWith(0).Report;
        var lineage = (await _server.CallAsync("lineage", digest, "--format", "json")).ShouldEndWith(0).Report;

        holders.Items("files").Single().GetProperty("model").Text("name").ShouldBe(_work["one"]);
        lineage.Items("relatives").ShouldContain(r => r.GetProperty("model").Text("name") == _work["two"] && r.GetProperty("shared_tensors").GetInt32() == 1);
        (await _server.CallAsync("who-has", new string('0', 64))).ShouldEndWith(0).Output.ShouldContain("no known model");
        (await _server.CallAsync("lineage", new string('0', 64))).ShouldRefuse("nothing is known");
        (await _server.CallAsync("who-has", digest, "--data", _work.Data)).ShouldRefuse("--server and --data");
    }

    [Fact]
    public async Task Lists_are_imported_shown_and_removed_on_a_server()
    {
        var bad = _work.Write("bad.pkl", Samples.Harmless);
        var list = _work.Write("incident.csv", Encoding.ASCII.GetBytes($"sha256,path\n{Convert.ToHexStringLower(SHA256.HashData(Samples.Harmless))},bad.pkl\n"));

        (await _server.CallAsync("sources", "import", list, "--name", "incident & co", "--kind", "bad", "--reason", "a + b", "--expires", "2999-12-31"))
            .ShouldEndWith(0).Output.ShouldContain("imported 1 entry as 'incident & co'");
        (await _server.CallAsync("sources", "import", list, "--name", "incident & co", "--kind", "bad")).ShouldRefuse("there is a list called");
        (await _server.CallAsync("sources", "list")).ShouldEndWith(0).Output.ShouldContain("incident & co");
        var shown = (await _server.CallAsync("sources", "show", "incident & co")).ShouldEndWith(0).Output;
        shown.ShouldContain("a + b");
        shown.ShouldContain("until 2999-12-31");
        var run = (await _server.CallAsync("submit", bad)).ShouldEndWith(0).Output.Trim();
        (await _server.CallAsync("watch", run)).ShouldEndWith(1).Output.ShouldContain("rejected");

        (await _server.CallAsync("sources", "remove", "incident & co")).ShouldEndWith(0);
        (await _server.CallAsync("sources", "remove", "incident & co")).ShouldRefuse("no list called");
        (await _server.CallAsync("sources", "show", "incident & co")).ShouldRefuse("no list called");
    }

    private static byte[] Weights(params byte[] fills)
    {
        const int size = 4096;
        var header = Encoding.ASCII.GetBytes("{" + string.Join(",", fills.Select((_, i) =>
            $"\"layer.{i}.weight\":{{\"dtype\":\"F32\",\"shape\":[32,32],\"data_offsets\":[{i * size},{(i + 1) * size}]}}")) + "}");
        var bytes = new byte[8 + header.Length + (fills.Length * size)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        header.CopyTo(bytes, 8);
        for (var i = 0; i < fills.Length; i++) new Random(fills[i]).NextBytes(bytes.AsSpan(8 + header.Length + (i * size), size));
        return bytes;
    }
}
