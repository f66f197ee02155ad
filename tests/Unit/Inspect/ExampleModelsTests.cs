using Assay.Contracts.Values;

namespace Assay.Tests.Unit.Inspect;

/// <summary>The committed examples are what the generator makes, and are judged as the user guide says. ASSAY_WRITE_EXAMPLES=1 writes them.</summary>
public sealed class ExampleModelsTests
{
    private const int MaxSize = 8 * 1024;

    private static string Folder => Path.Combine(RepositoryRoot.Path, "examples", "models");

    [Theory]
    [InlineData("clean-classifier.pt")]
    [InlineData("canary-pickle.pkl")]
    public void An_example_is_what_the_generator_makes(string name)
    {
        var made = name == "canary-pickle.pkl" ? ExampleModels.CanaryPickle() : ExampleModels.CleanClassifier();
        made.Length.ShouldBeLessThan(MaxSize);
        if (Environment.GetEnvironmentVariable("ASSAY_WRITE_EXAMPLES") == "1") File.WriteAllBytes(Path.Combine(Folder, name), made);
        File.ReadAllBytes(Path.Combine(Folder, name)).ShouldBe(made);
    }

    [Fact]
    public async Task The_clean_one_has_no_findings() => (await Samples.WalkAsync(ExampleModels.CleanClassifier())).ShouldBeEmpty();

    [Fact]
    public async Task The_canary_is_critical()
    {
        var finding = (await Samples.WalkAsync(ExampleModels.CanaryPickle())).ShouldHaveSingleItem();
        finding.Severity.ShouldBe(Severity.Critical);
        finding.Message.ShouldContain("os.system('echo assay-canary')");
    }
}
