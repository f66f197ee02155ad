namespace Assay.OnnxRuntime;

/// <summary>Where the runtime's library is.</summary>
/// <param name="Path">Full path; null where none was found.</param>
/// <param name="Searched">Where it was looked for, in order.</param>
public sealed record OrtLocation(string? Path, IReadOnlyList<string> Searched)
{
    /// <summary>The first say where it belongs; twenty make a line that nobody reads.</summary>
    private const int MaxShown = 3;

    /// <summary>One line for a person: what is missing and what to do.</summary>
    public string Problem =>
        $"ONNX Runtime's library was not found; looked at {string.Join(", ", Searched.Take(MaxShown))}{More}. "
        + $"Run infra/native/fetch-onnxruntime.sh, or name it in {OrtLocator.Variable} or the setting LibraryPath.";

    private string More => Searched.Count > MaxShown ? $" and {Searched.Count - MaxShown} more folders" : "";
}
