using System.Security.Cryptography;
using System.Text.Json;
using Assay.Tests.EndToEnd.Running;
using Assay.Tests.EndToEnd.Scan;
using Assay.Tests.Integration.Ingest.StandInHub;

namespace Assay.Tests.EndToEnd.Hub;

public sealed class HubIdentityTests
{
    private static readonly StandInFile[] _files =
        [new("config.json", "{}"u8.ToArray()), new("model.safetensors", Samples.Safetensors(), IsLarge: true)];

    [Fact]
    public async Task A_hub_model_has_a_package_url_a_manifest_and_the_hubs_vouchers()
    {
        await using var bench = await HubBench.StartAsync();

        var model = (await bench.ScanAsync("hf://org/model")).ShouldEndWith(0).Report.Items("models").Single();

        model.Text("purl").ShouldBe($"pkg:huggingface/org/model@{new StandInModel("org/model").Commit}");
        model.Text("manifest_digest").Length.ShouldBe(64);
        model.GetProperty("source").Text("repository_id").ShouldBe(new StandInModel("org/model").Id);
        Voucher(model, "model.safetensors").ShouldBe(("hub", "moderate", "sha256"));
        Voucher(model, "config.json").ShouldBe(("hub", "weak", "git-sha1"));
        model.GetProperty("vouching").GetProperty("vouched").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_name_that_was_registered_anew_is_rejected_although_bytes_and_commit_are_the_same()
    {
        await using var bench = await HubBench.StartAsync();
        (await bench.ScanAsync("hf://org/model")).ShouldEndWith(0).Report.Rules().ShouldBeEmpty();

        bench.Hub.Add(new("org/model", _files) { Id = "66aaaaaaaaaaaaaaaaaaaaaa" });
        var taken = await bench.ScanAsync("hf://org/model");
        var again = await bench.ScanAsync("hf://org/model");

        foreach (var result in (ProgramResult[])[taken, again])
        {
            result.ShouldEndWith(1).Report.Text("verdict").ShouldBe("rejected");
            result.Report.Rules().ShouldBe(["ASY-HSH-016"]);
            result.Report.Items("models").Single().GetProperty("source").Text("repository_id").ShouldBe("66aaaaaaaaaaaaaaaaaaaaaa");
        }
    }

    [Fact]
    public async Task A_renamed_repository_is_a_note_and_one_whose_old_name_leads_elsewhere_is_rejected()
    {
        await using var bench = await HubBench.StartAsync();
        await bench.ScanAsync("hf://org/model");

        bench.Hub.Add(new("org/renamed", _files));
        bench.Hub.Add(new("org/stranger", _files) { Id = "66aaaaaaaaaaaaaaaaaaaaaa" });
        bench.Hub.Rename("org/model", "org/renamed");
        var renamed = await bench.ScanAsync("hf://org/model");
        bench.Hub.Rename("org/model", "org/stranger");
        var led = await bench.ScanAsync("hf://org/model");

        renamed.ShouldEndWith(0).Report.Rules().ShouldBe(["ASY-HSH-017"]);
        renamed.Report.Text("verdict").ShouldBe("approved");
        led.ShouldEndWith(1).Report.Rules().ShouldContain("ASY-HSH-016");
    }

    [Fact]
    public async Task A_list_that_contradicts_the_hub_is_named_with_it()
    {
        await using var bench = await HubBench.StartAsync();
        var list = bench.Work.Write("list.txt", $"{new string('0', 64)}  model.safetensors\n");
        (await AssayProgram.RunAsync(bench.Work, "sources", "import", list, "--name", "publisher", "--kind", "good", "--for", "hf://org/model")).ShouldEndWith(0);

        var result = await bench.ScanAsync("hf://org/model");

        result.ShouldEndWith(1).Report.Rules().ShouldBe(["ASY-HSH-011"]);
        result.Output.ShouldContain("The list 'publisher' names");
        result.Output.ShouldContain(Convert.ToHexStringLower(SHA256.HashData(Samples.Safetensors())));
    }

    private static (string Kind, string Strength, string Algorithm) Voucher(JsonElement model, string path)
    {
        var voucher = model.Items("artifacts").Single(a => a.Text("path") == path).Items("vouchers").Single();
        return (voucher.Text("kind"), voucher.Text("strength"), voucher.Text("digest_algorithm"));
    }
}
