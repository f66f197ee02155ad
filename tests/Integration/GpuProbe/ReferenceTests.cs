using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using GraphBuilder = Assay.Tests.Models.OnnxGraph;

namespace Assay.Tests.Integration.GpuProbe;

/// <summary>A model with another one to compare with, in the sandbox.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public async Task The_base_lies_beside_the_model_and_only_the_comparison_has_a_key_of_both()
    {
        using var bed = await ProbeBed.CreateAsync();
        var (model, reference) = (bed.Blobs.Put("model.onnx", Model(3)), bed.Blobs.Put("model.onnx", Model(2)));
        var subject = new TaskSubject([model], []) { Reference = new(ReferenceKind.Base, "org/base", reference, []) };

        var facts = (await bed.HandleAsync(subject)).Result.ShouldNotBeNull().Facts;

        var comparison = facts.Single(f => f.Key.Analyser == AnalyserDescriptor.DescentId);
        comparison.Key.Subject.ShouldBe(ProbeSubjects.Key(model.Sha256, subject.Reference));
        comparison.Body.Findings.ShouldContain(f => f.Rule == "ASY-PRB-305" && f.Message.Contains("org/base"), comparison.Body.Reason);
        facts.Single(f => f.Key.Analyser == "probe.load").Key.Subject.ShouldBe(model.Sha256);
        bed.Known.AddRange(facts);
        (await bed.HandleAsync(subject)).Result.ShouldNotBeNull().Facts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_base_that_is_not_in_the_store_any_more_costs_the_comparison_alone()
    {
        using var bed = await ProbeBed.CreateAsync();
        var model = bed.Blobs.Put("model.onnx", Model(3));
        var gone = new SubjectFile("model.onnx", Sha256Digest.OfNothing, 10);

        var outcome = await bed.HandleAsync(new TaskSubject([model], []) { Reference = new(ReferenceKind.Base, "org/base", gone, []) });

        outcome.Failure.ShouldBeNull(outcome.Failure?.Message);
        var facts = outcome.Result.ShouldNotBeNull().Facts;
        facts.Single(f => f.Key.Analyser == "probe.load").Body.Status.ShouldBe(CoverageStatus.Ran);
        facts.Single(f => f.Key.Analyser == AnalyserDescriptor.DescentId).Body.Status.ShouldBe(CoverageStatus.Skipped);
    }

    private static byte[] Model(float factor) => new GraphBuilder("scale")
        .Input("x", GraphBuilder.Float, "batch", 4)
        .Weights("w", [4, 4], [.. Enumerable.Range(0, 16).Select(i => factor * (i + 1))])
        .Node("MatMul", ["x", "w"], ["y"])
        .Output("y", GraphBuilder.Float, "batch", 4)
        .ToModel(13);
}
