namespace Assay.Reporting.Api.Shapes;

/// <summary>A page of versions, the latest acted upon first.</summary>
/// <param name="Versions">The versions.</param>
/// <param name="Next">Give it as <c>before</c> for the next page; null on the last.</param>
public sealed record RegistryList(IReadOnlyList<RegisteredVersionView> Versions, long? Next);
