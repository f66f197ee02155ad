namespace Assay.Reporting.Reports;

/// <summary>How the caller wants a report to look. A renderer ignores what its format does not know.</summary>
public sealed record RenderOptions
{
    public static RenderOptions Default { get; } = new();

    /// <summary>Columns of the terminal; values outside 40 to 200 are taken as the nearest of these.</summary>
    public int Width { get; init; } = 100;

    /// <summary>True: colours for a terminal. Only the caller knows whether there is one, and whether its user wants them.</summary>
    public bool Colour { get; init; }
}
