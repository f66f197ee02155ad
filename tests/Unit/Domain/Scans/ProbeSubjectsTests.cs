using Assay.Domain.Scans;
using Assay.Domain.Tasks;

namespace Assay.Tests.Unit.Domain.Scans;

public sealed class ProbeSubjectsTests
{
    [Theory]
    [InlineData("config.json", 100, "", true)]
    [InlineData("config.json", 100, "onnx", true)]
    [InlineData("onnx/tokenizer.json", 100, "onnx", true)]
    [InlineData("other/config.json", 100, "onnx", false)]
    [InlineData("onnx/weird.json", 100, "onnx", false)]
    [InlineData("config.json", 2_000_000, "", false)]
    public void Well_known_configuration_of_the_folder_or_the_root_belongs_to_a_model(string path, long size, string folder, bool belongs) =>
        ProbeCompanions.Belongs(path, size, folder).ShouldBe(belongs);

    [Fact]
    public void Another_configuration_is_another_subject()
    {
        var model = new SubjectFile("onnx/m.onnx", Example.Sha("m"), 1);
        var own = new SubjectFile("onnx/config.json", Example.Sha("a"), 1);
        var root = own with { Path = "config.json" };
        ProbeSubjects.Key(model, [own]).ShouldNotBe(ProbeSubjects.Key(model, []));
        ProbeSubjects.Key(model, [own]).ShouldNotBe(ProbeSubjects.Key(model, [own with { Sha256 = Example.Sha("b") }]));
        ProbeSubjects.Key(model, [own]).ShouldNotBe(ProbeSubjects.Key(model, [root]));
        ProbeSubjects.Key(model, [own, root]).ShouldBe(ProbeSubjects.Key(model, [root, own]));
    }
}
