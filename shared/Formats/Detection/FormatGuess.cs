namespace Assay.Formats.Detection;

/// <summary>What a source looks like from its content.</summary>
/// <param name="Format">What most loaders would take it for; one of <see cref="Contracts.Values.FileFormat"/>.</param>
/// <param name="Also">Other formats that some loader would take it for: a polyglot. Empty for nearly every file.</param>
public sealed record FormatGuess(string Format, IReadOnlyList<string> Also)
{
    public static FormatGuess Of(string format) => new(format, []);

    /// <summary>All formats, the likeliest first.</summary>
    public IEnumerable<string> All => Also.Prepend(Format);
}
