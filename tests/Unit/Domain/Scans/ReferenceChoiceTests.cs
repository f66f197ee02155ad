using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;

namespace Assay.Tests.Unit.Domain.Scans;

public sealed class ReferenceChoiceTests
{
    [Theory]
    [InlineData("model_fp16.onnx", "model.onnx")]
    [InlineData("onnx/model_quantized.onnx", "onnx/model.onnx")]
    [InlineData("decoder-int8.onnx", "decoder.onnx")]
    [InlineData("model.UINT8.onnx", "model.onnx")]
    [InlineData("model.onnx", null)]
    [InlineData("_fp16.onnx", null)]
    [InlineData("modelfp16.onnx", null)]
    [InlineData("model_fp16.bin", null)]
    public void A_name_says_which_file_it_was_converted_from(string path, string? full) => ReferenceChoice.FullPrecisionName(path).ShouldBe(full);

    [Fact]
    public void A_file_of_fewer_bits_is_compared_with_the_one_beside_it_and_that_with_the_base()
    {
        var (full, half) = (Model("onnx/model.onnx"), Model("onnx/model_fp16.onnx"));
        BaseModel[] bases = [new("org/base", [File("onnx/model.onnx", "base")])];

        var ofHalf = ReferenceChoice.For(half, [full, half], bases).ShouldNotBeNull();
        (ofHalf.Kind, ofHalf.File).ShouldBe((ReferenceKind.Precision, full.File));
        var ofFull = ReferenceChoice.For(full, [full, half], bases).ShouldNotBeNull();
        (ofFull.Kind, ofFull.Name, ofFull.File.Sha256).ShouldBe((ReferenceKind.Base, "org/base", Example.Sha("base")));
        ReferenceChoice.For(half, [half], bases).ShouldNotBeNull().Kind.ShouldBe(ReferenceKind.Base);
    }

    [Fact]
    public void The_base_file_of_the_same_path_counts_then_of_the_same_name_then_the_largest_in_full_precision()
    {
        SubjectFile[] files = [File("a/model.onnx", "1"), File("b/model.onnx", "2"), File("big_fp16.onnx", "3") with { Size = 999 }, File("large.onnx", "4") with { Size = 99 }];
        Chosen("b/model.onnx").ShouldBe("b/model.onnx");
        Chosen("c/model.onnx").ShouldBe("a/model.onnx");
        Chosen("other.onnx").ShouldBe("large.onnx");

        string Chosen(string path) => ReferenceChoice.For(Model(path), [], [new("base", files)])!.File.Path;
    }

    [Fact]
    public void Files_of_other_folders_of_the_base_and_its_other_models_do_not_come_along()
    {
        SubjectFile[] files = [File("onnx/model.onnx", "m"), File("onnx/model.onnx_data", "d"), File("onnx/other.onnx", "o"), File("config.json", "c"), File("else/data.bin", "e")];
        ReferenceChoice.For(Model("onnx/model.onnx"), [], [new("base", files)])!.Companions.Select(c => c.Path).ShouldBe(["onnx/model.onnx_data", "config.json"]);
    }

    [Fact]
    public void A_base_that_is_not_at_hand_or_the_very_same_file_is_no_reference()
    {
        var model = Model("model.onnx");
        ReferenceChoice.For(model, [model], [new("absent", [])]).ShouldBeNull();
        ReferenceChoice.For(model, [model], [new("itself", [model.File])]).ShouldBeNull();
        ReferenceChoice.For(model, [model], [new("absent", []), new("second", [File("model.onnx", "b")])]).ShouldNotBeNull().Name.ShouldBe("second");
    }

    [Fact]
    public void Only_what_the_comparison_says_depends_on_the_base()
    {
        var model = Model("model.onnx") with { Reference = new(ReferenceKind.Base, "base", File("model.onnx", "b"), []) };
        var (other, descent) = (Probe("probe.load"), Probe(AnalyserDescriptor.DescentId));
        model.SubjectFor(other).ShouldBe(model.Subject);
        model.SubjectFor(descent).ShouldNotBe(model.Subject);
        model.Subjects.ShouldBe([model.Subject, model.SubjectFor(descent)]);
        (model with { Reference = null }).SubjectFor(descent).ShouldBe(model.Subject);
        foreach (var changed in new[]
        {
            model.Reference with { File = File("model.onnx", "c") }, model.Reference with { Name = "another" }, model.Reference with { Kind = ReferenceKind.Precision },
            model.Reference with { Companions = [File("config.json", "d")] },
        }) (model with { Reference = changed }).SubjectFor(descent).ShouldNotBe(model.SubjectFor(descent));
    }

    private static AnalyserDescriptor Probe(string id) =>
        new(id, 1, Stage.GpuProbe, Maturity.Advisory, [FileFormat.Onnx], default, default);

    private static ProbeSubject Model(string path) => new(File(path, path), FileFormat.Onnx, [], Example.Sha(path));

    private static SubjectFile File(string path, string content) => new(path, Example.Sha(content), 10);
}
