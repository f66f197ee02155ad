namespace Assay.Domain.Advisories;

/// <summary>What became of an advisory. Numbers are stored.</summary>
public enum AdvisoryChangeKind
{
    Issued = 0,
    Modified = 1,
    Withdrawn = 2,
}
