namespace Assay.Contracts.Values;

/// <summary>How sure the analyser is that what it reports is there; says nothing about how bad it would be.</summary>
public enum Confidence
{
    Low = 0,
    Medium = 1,
    High = 2,
}
