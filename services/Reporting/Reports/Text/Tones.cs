using Assay.Contracts.Values;

namespace Assay.Reporting.Reports.Text;

/// <summary>Which tone goes with which word.</summary>
internal static class Tones
{
    public static Tone Of(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Approved => Tone.Good,
        VerdictKind.Rejected => Tone.Bad,
        _ => Tone.Doubtful,
    };

    public static Tone Of(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => Tone.Bad,
        Severity.Medium => Tone.Doubtful,
        _ => Tone.Quiet,
    };
}
