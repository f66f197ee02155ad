using Assay.Contracts.Values;

namespace Assay.Reporting.Api;

/// <summary>The policy that decides about a submission which names none. Stored by whoever implements this, before the first submission.</summary>
public interface IDefaultPolicy
{
    /// <summary>SHA-256 of its canonical text.</summary>
    Sha256Digest Digest { get; }

    /// <summary>For people.</summary>
    string Name { get; }
}
