namespace Assay.Cli.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">What.</param>
/// <param name="State">How it is.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Remedy">What to do; null where there is nothing to do.</param>
internal sealed record Check(string Subject, CheckState State, string Detail, string? Remedy = null)
{
    public string Mark => State switch
    {
        CheckState.Good => "ok",
        CheckState.Absent => "-",
        _ => "FAIL",
    };
}
