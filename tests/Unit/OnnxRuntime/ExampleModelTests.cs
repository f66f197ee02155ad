using Assay.Tests.Models;

namespace Assay.Tests.Unit.OnnxRuntime;

public sealed class ExampleModelTests
{
    [Fact]
    public void The_example_in_the_repository_is_the_model_that_the_tests_build()
    {
        var path = Locate();
        // Set to write the file anew after the model was changed here.
        if (Environment.GetEnvironmentVariable("ASSAY_WRITE_EXAMPLES") == "1") File.WriteAllBytes(path, TestModels.TinyMlp());
        File.ReadAllBytes(path).ShouldBe(TestModels.TinyMlp());
    }

    private static string Locate()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var examples = Path.Combine(folder.FullName, "examples", "models");
            if (Directory.Exists(examples)) return Path.Combine(examples, "tiny-mlp.onnx");
        }
        Assert.Skip("The examples are not here.");
        return "";
    }
}
