using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Tests.Models;

namespace Assay.Tests.Integration.GpuProbe;

/// <summary>Models that do harm where nothing stops them: each ends as a finding, and the next model is run as if nothing had been.</summary>
public sealed class HostileModelTests
{
    [Fact]
    public async Task Values_that_are_not_numbers_are_seen() => Has(await ProbeAsync(TestModels.NotANumber()), "ASY-PRB-005", Severity.Medium);

    [Fact]
    public async Task An_output_that_ignores_its_input_is_seen() => Has(await ProbeAsync(TestModels.Constant()), "ASY-PRB-006", Severity.Low);

    [Fact]
    public async Task A_hundred_gigabytes_are_refused() => Has(await ProbeAsync(TestModels.HugeAllocation()), "ASY-PRB-004", Severity.High);

    [Fact]
    public async Task More_memory_than_allowed_ends_the_child() =>
        // Below the kernel's limit for single allocations and above what may be resident: the watchdog's case.
        Has(await ProbeAsync(TestModels.Expand(220_000_000), ("GpuProbe:MemoryBytes", ProbeBed.Bytes(256 << 20))), "ASY-PRB-004", Severity.High);

    [Fact]
    public async Task A_loop_without_end_is_stopped() =>
        Has(await ProbeAsync(TestModels.EndlessLoop(), ("GpuProbe:RunTime", "00:00:01")), "ASY-PRB-003", Severity.High);

    [Fact]
    public async Task A_graph_that_makes_no_sense_is_refused() => Has(await ProbeAsync(TestModels.InvalidGraph()), "ASY-PRB-001", Severity.Medium);

    [Fact]
    public async Task A_file_that_was_cut_off_is_refused() => Has(await ProbeAsync(TestModels.Truncated()), "ASY-PRB-001", Severity.Medium);

    [Fact]
    public async Task A_file_that_is_no_model_is_refused() => Has(await ProbeAsync("echo assay-canary"u8.ToArray()), "ASY-PRB-001", Severity.Medium);

    [Fact]
    public async Task Custom_operators_are_named() =>
        Has(await ProbeAsync(TestModels.CustomOperator()), "ASY-PRB-007", Severity.Medium).Message.ShouldContain("Backdoor");

    [Fact]
    public async Task Files_outside_the_models_folder_are_not_read()
    {
        var finding = Has(await ProbeAsync(TestModels.EscapingData()), "ASY-PRB-001", Severity.Medium);
        finding.ToString().ShouldNotContain("root:");
    }

    [Fact]
    public async Task The_runtimes_words_do_not_tell_where_the_model_lies() =>
        Has(await ProbeAsync(TestModels.InvalidGraph()), "ASY-PRB-001", Severity.Medium).Message.ShouldNotContain("/model/");

    private static async Task<FactBody> ProbeAsync(byte[] model, params (string Key, string Value)[] settings)
    {
        using var bed = await ProbeBed.CreateAsync(settings);
        var body = await bed.ProbeAsync(model);
        (await bed.ProbeAsync(TestModels.TinyMlp())).Status.ShouldBe(CoverageStatus.Ran);
        return body;
    }

    private static Finding Has(FactBody body, string rule, Severity severity)
    {
        var finding = body.Findings.ShouldHaveSingleItem(body.Reason);
        (finding.Rule, finding.Severity).ShouldBe((rule, severity), finding.Message);
        return finding;
    }
}
