namespace Assay.Domain.Advisories;

/// <summary>By what kind of evidence an advisory concerns a version. Never mixed up: a smaller value is stronger.</summary>
public enum MatchClass
{
    /// <summary>The same bytes, the same version, or the same repository.</summary>
    Exact = 0,
    /// <summary>Other files, the same numbers.</summary>
    SameTensors = 1,
    /// <summary>It says itself that it was made from what is affected.</summary>
    DeclaredDescent = 2,
}
