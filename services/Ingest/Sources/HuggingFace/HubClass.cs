namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>The hub counts requests in separate budgets.</summary>
internal enum HubClass
{
    /// <summary>Calls of /api.</summary>
    Api = 0,
    /// <summary>Downloads through /resolve.</summary>
    Resolvers = 1,
}
