namespace Assay.Contracts.Values;

/// <summary>Which queue a scan's tasks wait in. Lanes have slots of their own, so bulk work never delays a person.</summary>
public enum Lane
{
    /// <summary>A person waits for the answer.</summary>
    Interactive = 0,
    Normal = 1,
    /// <summary>Crawls and rescans.</summary>
    Bulk = 2,
}
