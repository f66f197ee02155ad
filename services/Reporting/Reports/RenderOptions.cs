using Assay.Contracts.Values;

namespace Assay.Reporting.Reports;

/// <summary>How the caller wants a report to look. A renderer ignores what its format does not know.</summary>
public sealed record RenderOptions
{
    public static RenderOptions Default { get; } = new();

    /// <summary>Columns of the terminal; values outside 40 to 200 are taken as the nearest of these.</summary>
    public int Width { get; init; } = 100;

    /// <summary>True: colours for a terminal. Only the caller knows whether there is one, and whether its user wants them.</summary>
    public bool Colour { get; init; }

    /// <summary>The severity from which a finding fails a test case.</summary>
    public Severity FailOn { get; init; } = Severity.High;

    /// <summary>Full path of the directory that targets were named from; names in it are given relative to it. Null where there is none.</summary>
    public string? Root { get; init; }
}
