using Assay.Contracts.Values;

namespace Assay.Analysis;

/// <summary>An analyser with rule data besides its rules' texts: lists, patterns. The digest becomes part of its facts' keys.</summary>
public interface IRuleData
{
    /// <summary>SHA-256 of the data.</summary>
    Sha256Digest DataDigest { get; }
}
