namespace Assay.Reporting.Reports.Text;

/// <summary>Why a word is coloured.</summary>
internal enum Tone
{
    Plain,
    Heading,
    Good,
    Doubtful,
    Bad,
    Quiet,
}
