using Assay.Contracts.Values;

namespace Assay.Tests.Unit.Contracts.Values;

public sealed class NameHintTests
{
    [Theory]
    [InlineData("modeling_x.py", NameHint.Python)]
    [InlineData("a/b/MODELING.PY", NameHint.Python)]
    [InlineData(@"a\b\run.ps1", NameHint.Shell)]
    [InlineData("site-packages/sitecustomize.py", NameHint.Startup)]
    [InlineData(".github/workflows/ci.yml", NameHint.Workflow)]
    [InlineData("x/.github/workflows/ci.yaml", NameHint.Workflow)]
    [InlineData("config/ci.yml", NameHint.Yaml)]
    [InlineData("requirements.txt", NameHint.Requirements)]
    [InlineData("dev-requirements.txt", NameHint.Requirements)]
    [InlineData("constraints.txt", NameHint.Requirements)]
    [InlineData("notes.txt", NameHint.Text)]
    [InlineData("Dockerfile.gpu", NameHint.Dockerfile)]
    [InlineData("build.dockerfile", NameHint.Dockerfile)]
    [InlineData("Makefile", NameHint.Shell)]
    [InlineData("saved_model.pb", NameHint.SavedModel)]
    [InlineData("variables.pb", NameHint.None)]
    [InlineData("model.tar.pth", NameHint.Checkpoint)]
    [InlineData("weights", NameHint.None)]
    [InlineData("py", NameHint.None)]
    [InlineData("model.py/", NameHint.None)]
    [InlineData("", NameHint.None)]
    [InlineData(null, NameHint.None)]
    public void A_name_claims_what_tools_make_of_it(string? path, string hint) => NameHint.Of(path).ShouldBe(hint);
}
