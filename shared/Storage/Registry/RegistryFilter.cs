using Assay.Domain.Registry;

namespace Assay.Storage.Registry;

/// <summary>Which versions to list.</summary>
public sealed record RegistryFilter
{
    /// <summary>Null for all.</summary>
    public ApprovalState? State { get; init; }

    /// <summary>Null for all.</summary>
    public RegistrySelector? Selector { get; init; }

    /// <summary>1 to 500.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>From the page before.</summary>
    public long? Before { get; init; }
}
