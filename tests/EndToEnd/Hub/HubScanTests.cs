using Assay.Tests.EndToEnd.Running;
using Assay.Tests.EndToEnd.Scan;
using Assay.Tests.Integration.Ingest.StandInHub;

namespace Assay.Tests.EndToEnd.Hub;

public sealed class HubScanTests
{
    private const string Canary = "hf_CanaryThatNobodyMaySee";

    [Fact]
    public async Task A_model_of_the_hub_is_scanned_by_its_exact_version_and_downloaded_once()
    {
        await using var bench = await HubBench.StartAsync();

        var first = await bench.ScanAsync("hf://org/model");
        var downloads = bench.Hub.Requests.Count(r => r.AtDownloadHost);
        var again = await bench.ScanAsync("hf://org/model@main");

        first.ShouldEndWith(0).Error.ShouldBeEmpty();
        first.Report.ShouldBeReport();
        var source = first.Report.Items("models").Single().GetProperty("source");
        source.Text("kind").ShouldBe("hf");
        source.Text("revision").ShouldBe(new StandInModel("org/model").Commit);
        again.ShouldEndWith(0);
        again.Report.Items("models").Single().Text("target").ShouldBe("hf://org/model@main");
        bench.Hub.Requests.Count(r => r.AtDownloadHost).ShouldBe(downloads);
    }

    [Fact]
    public async Task Bytes_that_are_not_what_the_hub_declares_are_a_critical_finding()
    {
        await using var bench = await HubBench.StartAsync(
            new StandInFile("model.safetensors", Samples.Safetensors(), IsLarge: true) { DeclaredSha256 = new string('a', 64) });

        var result = await bench.ScanAsync("hf://org/model");

        result.ShouldEndWith(1).Report.Text("verdict").ShouldBe("rejected");
        result.Report.Rules().ShouldContain(rule => rule.StartsWith("ASY-HSH-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_listed_and_not_there_is_a_finding()
    {
        await using var bench = await HubBench.StartAsync(
            new StandInFile("config.json", "{}"u8.ToArray()), new StandInFile("gone.bin", [1, 2, 3], IsLarge: true) { IsMissing = true });

        var result = await bench.ScanAsync("hf://org/model");

        result.ExitCode.ShouldBeOneOf(1, 2);
        result.Report.Text("verdict").ShouldNotBe("approved");
        result.Report.Rules().ShouldContain(rule => rule.StartsWith("ASY-HSH-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_download_that_breaks_off_is_continued()
    {
        await using var bench = await HubBench.StartAsync(new StandInFile("model.bin", new byte[2_000_000], IsLarge: true));
        bench.Hub.Faults.Arm(StandInFaults.Truncated, times: 2);

        var result = await bench.ScanAsync("hf://org/model");

        result.Error.ShouldBeEmpty();
        result.Report.Items("models").Single().GetProperty("coverage").GetProperty("files_read").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("hf://org/nothing", "private")]
    [InlineData("hf://org/model@no-such-branch", "no such revision")]
    [InlineData("hf://org/gated", "gated")]
    [InlineData("hf://a/b/c", "hf://org/name[@revision]")]
    [InlineData("ftp://org/name", "no source")]
    public async Task What_the_hub_does_not_give_is_one_line_and_status_2(string target, string says)
    {
        await using var bench = await HubBench.StartAsync();
        bench.Hub.Add(new("org/gated", new StandInFile("config.json", "{}"u8.ToArray())) { IsGated = true });

        var result = await bench.ScanAsync(target);

        result.ShouldEndWith(2).ShouldSayInOneLine(says);
        result.Report.ShouldBeReport();
        result.Report.Text("verdict").ShouldBe("incomplete");
    }

    [Fact]
    public async Task However_the_hub_fails_it_is_one_line_and_status_2()
    {
        // At the same time: each is tried again for a while before it counts.
        (string Fault, string Says)[] faults =
        [
            (StandInFaults.Busy, "503"),
            (StandInFaults.NotJson, "hf://org/model"),
            (StandInFaults.WrongShape, "hf://org/model"),
            (StandInFaults.RedirectToFile, "hf://org/model"),
            (StandInFaults.Expired, "hf://org/model"),
            ("down", "hf://org/model"),
        ];

        await Task.WhenAll(faults.Select(async fault =>
        {
            await using var bench = await HubBench.StartAsync();
            bench.Hub.Faults.Arm(fault.Fault, times: 1_000_000);
            if (fault.Fault == "down") await bench.Hub.DisposeAsync();

            var result = await bench.ScanAsync("hf://org/model");

            result.ShouldEndWith(2).ShouldSayInOneLine(fault.Says);
            result.Report.Text("verdict").ShouldBe("incomplete", fault.Fault);
        }));
    }

    [Fact]
    public async Task A_token_is_sent_to_the_hub_and_printed_nowhere()
    {
        await using var bench = await HubBench.StartAsync();

        (string, string)[] variables = [.. bench.Variables, ("HF_TOKEN", Canary), ("ASSAY_Logging__LogLevel__Default", "Trace")];
        var good = await AssayProgram.RunAsync(bench.Work, variables, "scan", "hf://org/model");
        var bad = await AssayProgram.RunAsync(bench.Work, variables, "scan", "hf://org/nothing");

        bench.Hub.Requests.ShouldContain(r => r.Authorization == "Bearer " + Canary);
        bench.Hub.Requests.Where(r => r.AtDownloadHost).ShouldAllBe(r => string.IsNullOrEmpty(r.Authorization));
        foreach (var result in (ProgramResult[])[good, bad]) (result.Output + result.Error).ShouldNotContain(Canary);
        foreach (var file in Directory.EnumerateFiles(bench.Work.Data, "*", SearchOption.AllDirectories))
            File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Canary)).ShouldBe(-1, file);
    }
}
