namespace Assay.Attestation.Json;

/// <summary>The first thing that is wrong with a document; readers go on with neutral values, so that reading code stays straight.</summary>
public sealed class JsonProblem
{
    /// <summary>Null: nothing was wrong so far.</summary>
    public string? First { get; private set; }

    /// <summary>Keeps the first report.</summary>
    public void Report(string path, string what) => First ??= path.Length == 0 ? what : $"{path}: {what}";
}
