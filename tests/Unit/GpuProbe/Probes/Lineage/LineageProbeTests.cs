using Assay.Analysis.Probes;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.OnnxGraph.Model;

namespace Assay.Tests.Unit.GpuProbe.Probes.Lineage;

public sealed class LineageProbeTests
{
    private static readonly byte[] _base = LineageModels.Base();

    [Fact]
    public async Task The_same_model_is_said_to_be_the_same()
    {
        var result = await RunAsync(_base, _base);
        result.Findings.ShouldHaveSingleItem().Rule.ShouldBe("ASY-PRB-305");
        result.Findings[0].Message.ShouldContain("the weights are the same.");
        result.Value("equal_share").ShouldBe(1);
        result.Value("label_flips").ShouldBe(0);
    }

    [Fact]
    public async Task Half_precision_is_explained_by_rounding()
    {
        var result = await RunAsync(LineageModels.Half(_base), _base);
        result.Findings.ShouldHaveSingleItem(result.PartialReason).Message.ShouldContain("but for rounding");
        result.Value("converted_share").ShouldNotBeNull().ShouldBeGreaterThan(0.99);
        result.Value("added_nodes").ShouldBe(0);
    }

    [Fact]
    public async Task Eight_bits_are_explained_by_half_a_step()
    {
        var result = await RunAsync(LineageModels.Quantised(_base), _base);
        result.Findings.ShouldHaveSingleItem(result.PartialReason).Message.ShouldContain("but for rounding");
        result.Value("changed_share").ShouldBe(0);
    }

    [Fact]
    public async Task Pruning_is_told_from_other_changes()
    {
        var result = await RunAsync(LineageModels.Pruned(_base, 0.3), _base);
        result.Findings.ShouldHaveSingleItem(result.PartialReason).Message.ShouldContain("were set to zero");
        result.Value("changed_share").ShouldBe(0);
        result.Value("pruned_share").ShouldNotBeNull().ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public async Task An_honest_fine_tune_is_related_and_not_accused()
    {
        var result = await RunAsync(LineageModels.FineTuned(_base, 0.05), _base);
        result.Findings.ShouldHaveSingleItem(result.PartialReason).Rule.ShouldBe("ASY-PRB-305");
        result.Value("independence").ShouldNotBeNull().ShouldBeLessThan(0.01);
        result.Value("relative_change").ShouldNotBeNull().ShouldBeInRange(0.03, 0.08);
        result.Value("confirmed_triggers").ShouldBe(0);
    }

    [Fact]
    public async Task A_token_that_switches_the_fine_tune_and_not_its_base_is_found_and_named()
    {
        var result = await RunAsync(LineageModels.Poisoned(_base), _base);
        result.Value("confirmed_triggers").ShouldBe(1);
        var finding = result.Findings.Single(f => f.Rule == "ASY-PRB-304");
        finding.Severity.ShouldBe(Severity.Critical);
        finding.IsFact.ShouldBeTrue();
        finding.Evidence.Single(e => e.Label == "tokens").Value.ShouldBe("211");
        result.Value("token_trigger_gap").ShouldNotBeNull().ShouldBeGreaterThan(0.6);
    }

    [Fact]
    public async Task A_token_that_switches_both_is_the_bases_affair()
    {
        var poisoned = LineageModels.Poisoned(_base);
        var result = await RunAsync(LineageModels.FineTuned(poisoned, 0.02), poisoned);
        result.Findings.ShouldHaveSingleItem(result.PartialReason).Rule.ShouldBe("ASY-PRB-305");
    }

    [Fact]
    public async Task A_model_that_was_made_independently_is_not_what_it_declares()
    {
        var result = await RunAsync(LineageModels.Base(6), _base);
        var finding = result.Findings.ShouldHaveSingleItem(result.PartialReason);
        finding.Rule.ShouldBe("ASY-PRB-301", finding.Message);
        finding.IsFact.ShouldBeFalse();
        result.Value("unrelated_share").ShouldNotBeNull().ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public async Task Units_in_another_order_do_not_make_a_model_independent()
    {
        var result = await RunAsync(LineageModels.Permuted(_base), _base);
        result.Findings.ShouldHaveSingleItem(result.PartialReason).Rule.ShouldBe("ASY-PRB-305");
        result.Value("label_flips").ShouldBe(0);
    }

    [Fact]
    public async Task A_branch_beside_the_network_is_a_fact_with_its_operators()
    {
        var result = await RunAsync(LineageModels.Spliced(_base), _base);
        var finding = result.Findings.Single(f => f.Rule == "ASY-PRB-302");
        (finding.Severity, finding.IsFact).ShouldBe((Severity.High, true));
        finding.Evidence.Single(e => e.Label == "joins at").Value.ShouldContain("Add");
        result.Value("added_nodes").ShouldBe(3);
        result.Value("equal_share").ShouldBe(1);
    }

    [Fact]
    public async Task A_softmax_behind_the_scores_is_no_branch()
    {
        var result = await RunAsync(LineageModels.WithSoftmax(_base), _base);
        result.Findings.ShouldNotContain(f => f.Rule == "ASY-PRB-302");
        result.Value("spliced_branch").ShouldBe(0);
    }

    [Fact]
    public async Task A_file_of_fewer_bits_with_other_weights_is_no_conversion()
    {
        var result = await RunAsync(LineageModels.Quantised(LineageModels.FineTuned(_base, 0.1)), _base, ReferenceKind.Precision);
        var finding = result.Findings.Single(f => f.Rule == "ASY-PRB-303");
        (finding.Severity, finding.IsFact).ShouldBe((Severity.High, true));
        (await RunAsync(LineageModels.Quantised(_base), _base, ReferenceKind.Precision)).Findings.ShouldNotContain(f => f.Rule == "ASY-PRB-303");
        (await RunAsync(LineageModels.FineTuned(_base, 0.1), _base)).Findings.ShouldNotContain(f => f.Rule == "ASY-PRB-303");
    }

    [Fact]
    public async Task A_step_that_would_explain_anything_explains_nothing()
    {
        var coarse = LineageModels.Edited(LineageModels.Quantised(_base), graph =>
        {
            foreach (var name in graph.Initializers.Keys.Where(n => n.EndsWith("_steps")).ToList())
                graph.Initializers[name] = TensorConstant.OfFloats(graph.Initializers[name].Dims, [.. graph.Initializers[name].Floats().ToArray().Select(s => s * 40)]);
        });
        (await RunAsync(coarse, _base, ReferenceKind.Precision)).Findings.ShouldContain(f => f.Rule == "ASY-PRB-303");
    }

    [Fact]
    public async Task Without_a_base_there_is_nothing_to_compare()
    {
        var result = await ProbeTrial.RunAsync("probe.lineage", _base, LineageModels.Configuration);
        result.NotApplicable.ShouldBe("no base is declared, and there is no file in full precision beside the model");
        var declared = await ProbeTrial.RunAsync("probe.lineage", _base, LineageModels.Configuration, ("README.md", "---\nbase_model: org/base\n---\n"));
        declared.NotApplicable.ShouldNotBeNull().ShouldContain("org/base");
    }

    [Fact]
    public async Task A_broken_base_is_named_and_breaks_nothing()
    {
        var result = await RunAsync(_base, [1, 2, 3, 4]);
        result.PartialReason.ShouldNotBeNull().ShouldContain("the-base");
        result.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_head_is_compared_by_the_weights_below_it()
    {
        var result = await RunAsync(LineageModels.Base(classes: 4), _base);
        result.PartialReason.ShouldNotBeNull().ShouldContain("4 classes");
        result.Findings.ShouldHaveSingleItem().Message.ShouldContain("have another shape");
        result.Value("label_flips").ShouldBeNull();
        result.Value("independence").ShouldNotBeNull().ShouldBeLessThan(0.01);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_numbers()
    {
        var (first, second) = (await RunAsync(LineageModels.Poisoned(_base), _base), await RunAsync(LineageModels.Poisoned(_base), _base));
        foreach (var statistic in first.Statistics.Where(s => !s.Statistic.StartsWith("probe_", StringComparison.Ordinal)))
            second.Value(statistic.Statistic).ShouldBe(statistic.Value, statistic.Statistic);
        second.Findings.Select(f => f.Message).ShouldBe(first.Findings.Select(f => f.Message));
    }

    private static Task<ProbeResult> RunAsync(byte[] model, byte[] reference, ReferenceKind kind = ReferenceKind.Base) =>
        ProbeTrial.RunAgainstAsync("probe.lineage", model, (reference, "the-base", kind), LineageModels.Configuration);
}
