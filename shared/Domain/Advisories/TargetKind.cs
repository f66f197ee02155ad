namespace Assay.Domain.Advisories;

/// <summary>By what an advisory names what it is about. Numbers are stored.</summary>
public enum TargetKind
{
    /// <summary>SHA-256 of a file, wherever it is.</summary>
    Artifact = 0,
    /// <summary>Digest of a model version's manifest.</summary>
    Manifest = 1,
    /// <summary>Package URL of a model at a hub; without a commit, every version of it.</summary>
    Package = 2,
    /// <summary>A hub's own id of a repository, which survives renaming.</summary>
    Repository = 3,
    /// <summary>Name of a model (<c>org/name</c>) whose declared descendants are concerned.</summary>
    Base = 4,
    /// <summary>SHA-256 of a tensor's elements, as <c>assay lineage</c> counts them.</summary>
    Tensor = 5,
}
