using System.Text.Json;

namespace Assay.Tests.EndToEnd.Running;

/// <summary>How a program ended and what it said.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Standard output as one JSON document; anything else on it fails the test.</summary>
    public JsonElement Report => JsonDocument.Parse(Output).RootElement;

    public ProgramResult ShouldEndWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, $"{Output}\n{Error}");
        return this;
    }

    /// <summary>The promise to whoever mistyped: exit status 2, nothing on standard output, one line that names the problem, no stack trace.</summary>
    public void ShouldRefuse(string because)
    {
        ShouldEndWith(2);
        Output.ShouldBeEmpty();
        ShouldSayInOneLine(because);
    }

    public void ShouldSayInOneLine(string what)
    {
        ErrorLines.Count.ShouldBe(1, Error);
        ErrorLines[0].ShouldStartWith("assay: ");
        ErrorLines[0].ShouldContain(what, Case.Insensitive);
        ErrorLines[0].ShouldNotContain("Exception");
        ErrorLines[0].ShouldNotContain(" at Assay.");
        ErrorLines[0].ShouldAllBe(c => c >= ' ' && c != '\u007f');
    }
}
