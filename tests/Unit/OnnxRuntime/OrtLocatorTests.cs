using Assay.OnnxRuntime;

namespace Assay.Tests.Unit.OnnxRuntime;

public sealed class OrtLocatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-locator-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_named_library_that_is_missing_is_not_replaced_by_another()
    {
        var location = OrtLocator.Find(Path.Combine(_folder, "absent.so"));
        location.Path.ShouldBeNull();
        location.Problem.ShouldContain("absent.so");
        location.Problem.ShouldContain("fetch-onnxruntime.sh");
    }

    [Fact]
    public void The_library_beside_a_repository_is_found_from_a_projects_output()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(OrtLocator.Variable) is not null) Assert.Skip("Another library is named.");
        var output = Directory.CreateDirectory(Path.Combine(_folder, "services", "X", "bin", "Debug", "net10.0")).FullName;
        var library = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "artifacts", "native")).FullName, "libonnxruntime.so.1");
        File.WriteAllText(library, "");
        OrtLocator.Find(applicationFolder: output).Path.ShouldBe(library);
    }

    [Fact]
    public void A_file_that_is_no_library_is_refused_in_words()
    {
        var path = Path.Combine(_folder, "libonnxruntime.so.1");
        File.WriteAllText(path, "echo assay-canary");
        Should.Throw<OrtException>(() => OrtLibrary.Load(path)).Message.ShouldContain(path);
    }

    [Fact]
    public void A_library_of_something_else_is_refused_in_words()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Looks for a library of Linux.");
        Should.Throw<OrtException>(() => OrtLibrary.Load("libc.so.6")).Message.ShouldContain("not ONNX Runtime");
    }
}
