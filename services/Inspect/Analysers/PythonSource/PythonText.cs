using Assay.Formats.PythonSource;

namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>Examines Python text, wherever it stands: a file, a cell, a build step.</summary>
internal static class PythonText
{
    public static PythonModule Examine(string text, PythonFindings findings, PythonPlace place, CancellationToken cancellationToken)
    {
        var module = PythonModule.Parse(text, cancellationToken);
        var examination = new PythonExamination(PythonReach.Shared, findings, place, cancellationToken);
        examination.Examine(module);
        HiddenText.Examine(text, findings);
        return module;
    }
}
