using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Tasks;
using Assay.GpuProbe.Catalog;
using Assay.GpuProbe.Doctor;
using Assay.OnnxRuntime;
using Assay.Sandbox;
using Assay.Tests.Models;

namespace Assay.Tests.Integration.GpuProbe;

public sealed class HonestModelTests
{
    [Fact]
    public async Task An_honest_model_gives_statistics_and_no_findings()
    {
        using var bed = await ProbeBed.CreateAsync();
        var body = await bed.ProbeAsync(TestModels.TinyMlp());
        body.Status.ShouldBe(CoverageStatus.Ran, body.Reason);
        body.Findings.ShouldBeEmpty();
        body.Warnings.ShouldBeEmpty();
        Value(body, "output_finite_share").ShouldBe(1);
        Value(body, "output_constant").ShouldBe(0);
        Value(body, "deterministic").ShouldBe(1);
        Value(body, "peak_memory_bytes").ShouldNotBeNull().ShouldBeGreaterThan(1 << 20);
    }

    [Fact]
    public async Task Weights_beside_the_model_are_found_in_the_sandbox()
    {
        using var bed = await ProbeBed.CreateAsync();
        var weights = bed.Blobs.Put("onnx/weights/w.bin", new byte[16]);
        var body = await bed.ProbeAsync(TestModels.ExternalData("weights/w.bin", 4), weights);
        body.Findings.ShouldBeEmpty();
        Value(body, "output_finite_share").ShouldBe(1);
    }

    [Fact]
    public async Task Weights_beside_the_model_are_found_without_a_sandbox_and_the_fact_says_so()
    {
        using var bed = await ProbeBed.CreateAsync(("Sandbox:AllowUnsandboxed", "true"), ("Sandbox:BubblewrapPath", "/nonexistent/bwrap"));
        var weights = bed.Blobs.Put("onnx/weights/w.bin", new byte[16]);
        var before = Directory.GetDirectories(Path.GetTempPath(), "assay-probe-*");
        var body = await bed.ProbeAsync(TestModels.ExternalData("weights/w.bin", 4), weights);
        body.Findings.ShouldBeEmpty();
        body.Warnings.ShouldContain(SandboxLauncher.UnsandboxedWarning);
        Directory.GetDirectories(Path.GetTempPath(), "assay-probe-*").Except(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_sandbox_a_model_is_not_run_unless_that_is_allowed()
    {
        using var bed = await ProbeBed.CreateAsync(("Sandbox:AllowUnsandboxed", "false"), ("Sandbox:BubblewrapPath", "/nonexistent/bwrap"));
        var outcome = await bed.HandleAsync(TaskSubject.Of(bed.Blobs.Put("m.onnx", TestModels.TinyMlp())));
        outcome.Failure.ShouldNotBeNull().Category.ShouldBe(FailureCategory.Configuration);
        outcome.Failure.Message.ShouldContain("bubblewrap");
    }

    [Fact]
    public async Task What_is_known_is_not_gained_again_unless_the_scan_asks_for_it()
    {
        using var bed = await ProbeBed.CreateAsync();
        var subject = TaskSubject.Of(bed.Blobs.Put("m.onnx", TestModels.TinyMlp()));
        var facts = (await bed.HandleAsync(subject)).Result.ShouldNotBeNull().Facts;
        facts.Count.ShouldBe(bed.Get<ProbeCatalog>().Probes.Count);
        bed.Known.AddRange(facts);
        (await bed.HandleAsync(subject)).Result.ShouldNotBeNull().Facts.ShouldBeEmpty();
        (await bed.HandleAsync(subject, refresh: true)).Result.ShouldNotBeNull().Facts.Count.ShouldBe(facts.Count);
        var graph = bed.Known.Single(fact => fact.Key.Analyser == "probe.graph");
        bed.Known[bed.Known.IndexOf(graph)] = graph with { Key = graph.Key with { Version = graph.Key.Version + 1 } };
        // The load probe runs again, for the graph probe comes after it; what it says is known and not recorded twice.
        (await bed.HandleAsync(subject)).Result.ShouldNotBeNull().Facts.ShouldHaveSingleItem().Key.Analyser.ShouldBe("probe.graph");
    }

    [Fact]
    public async Task Where_a_new_proc_is_refused_the_outer_one_will_do()
    {
        using var bed = await ProbeBed.CreateAsync(("Sandbox:Proc", "bind"));
        (await bed.ProbeAsync(TestModels.TinyMlp())).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_model_that_left_the_store_is_named()
    {
        using var bed = await ProbeBed.CreateAsync();
        var gone = bed.Blobs.Put("m.onnx", TestModels.TinyMlp()) with { Sha256 = Sha256Digest.OfNothing };
        var outcome = await bed.HandleAsync(TaskSubject.Of(gone));
        outcome.Failure.ShouldNotBeNull().Message.ShouldContain("m.onnx");
    }

    [Fact]
    public async Task A_model_that_cannot_fit_is_not_run_and_the_fact_says_why()
    {
        using var bed = await ProbeBed.CreateAsync(("GpuProbe:MemoryBytes", ProbeBed.Bytes(256 << 20)));
        var weights = bed.Blobs.Put("onnx/w.bin", new byte[200 << 20]);
        var body = await bed.ProbeAsync(TestModels.ExternalData("w.bin", 50 << 20), weights);
        body.Status.ShouldBe(CoverageStatus.Partial);
        body.Reason.ShouldNotBeNull().ShouldContain("GpuProbe:MemoryBytes");
    }

    [Fact]
    public async Task The_doctor_says_which_providers_work_and_what_the_others_need()
    {
        using var bed = await ProbeBed.CreateAsync();
        var report = await bed.Get<ProbeDoctor>().CheckAsync(TestContext.Current.CancellationToken);
        report.Version.ShouldNotBeNullOrEmpty();
        report.Sandboxed.ShouldBeTrue();
        report.Problems.ShouldBeEmpty();
        report.Providers.Single(provider => provider.Provider == ExecutionProvider.Cpu).Works.ShouldBeTrue();
        foreach (var absent in report.Providers.Where(provider => !provider.Works)) absent.Problem.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task A_vulkan_device_runs_models_in_the_sandbox()
    {
        using var bed = await ProbeBed.CreateAsync(("GpuProbe:Provider", "webgpu"), ("Sandbox:Devices:0", "/dev/dri"), ("Sandbox:ReadOnlyPaths:0", "/sys"));
        var report = await bed.Get<ProbeDoctor>().CheckAsync(TestContext.Current.CancellationToken);
        var webGpu = report.Providers.Single(provider => provider.Provider == ExecutionProvider.WebGpu);
        if (!webGpu.Works) Assert.Skip(webGpu.Problem!);
        var body = await bed.ProbeAsync(TestModels.TinyMlp());
        body.Findings.ShouldBeEmpty();
        Value(body, "output_finite_share").ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_ends_the_child_and_the_call()
    {
        using var bed = await ProbeBed.CreateAsync();
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var subject = TaskSubject.Of(bed.Blobs.Put("m.onnx", TestModels.EndlessLoop()));
        await Should.ThrowAsync<OperationCanceledException>(() => bed.HandleAsync(subject, cancellationToken: source.Token));
    }

    [Fact]
    public async Task Trained_models_of_the_corpus_run_without_findings()
    {
        using var bed = await ProbeBed.CreateAsync();
        foreach (var model in Corpus().Take(12))
        {
            var body = await bed.ProbeAsync(await File.ReadAllBytesAsync(model, TestContext.Current.CancellationToken));
            body.Status.ShouldBe(CoverageStatus.Ran, $"{model}: {body.Reason}");
            body.Findings.ShouldBeEmpty(model);
        }
    }

    private static IEnumerable<string> Corpus()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var models = Path.Combine(folder.FullName, "shared", "corpus", "zoo", "models");
            if (Directory.Exists(models)) return Directory.EnumerateFiles(models, "*.onnx").Order(StringComparer.Ordinal);
        }
        Assert.Skip("The corpus of trained models is not here.");
        return [];
    }

    private static double? Value(FactBody body, string statistic) => body.Statistics.Single(report => report.Statistic == statistic).Value;
}
