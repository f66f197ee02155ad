using Assay.GpuProbe.Running;

namespace Assay.Tests.Unit.GpuProbe;

public sealed class CompanionPathTests
{
    [Theory]
    [InlineData("model.onnx", "model.onnx_data", "model.onnx_data")]
    [InlineData("onnx/model.onnx", "onnx/model.onnx_data", "model.onnx_data")]
    [InlineData("onnx/model.onnx", "onnx/weights/w.bin", "weights/w.bin")]
    public void A_companion_lies_where_the_model_looks_for_it(string model, string companion, string expected) =>
        CompanionPath.Relative(model, companion).ShouldBe(expected);

    [Theory]
    [InlineData("onnx/model.onnx", "model.onnx_data")]
    [InlineData("model.onnx", "../w.bin")]
    [InlineData("model.onnx", "a/../../w.bin")]
    [InlineData("model.onnx", "/etc/passwd")]
    [InlineData("model.onnx", "a//b")]
    [InlineData("model.onnx", "a\\..\\b")]
    [InlineData("model.onnx", "a\nb")]
    [InlineData("model.onnx", "")]
    [InlineData("model.onnx", ".")]
    public void A_companion_outside_the_models_folder_or_with_a_harmful_name_is_left_out(string model, string companion) =>
        CompanionPath.Relative(model, companion).ShouldBeNull();

    [Theory]
    [InlineData("onnx/model.onnx", "config.json", ".root/config.json")]
    [InlineData("onnx/model.onnx", "onnx/config.json", "config.json")]
    [InlineData("model.onnx", "config.json", "config.json")]
    public void Configuration_of_the_root_does_not_take_the_place_of_the_models_own(string model, string companion, string expected) =>
        CompanionPath.Relative(model, companion).ShouldBe(expected);

    [Fact]
    public void Names_that_no_disk_takes_are_left_out() => CompanionPath.Relative("m", new string('a', 256)).ShouldBeNull();
}
