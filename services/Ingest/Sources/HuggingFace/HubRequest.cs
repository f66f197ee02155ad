namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>A GET.</summary>
/// <param name="Address">Where.</param>
/// <param name="Class">Which budget it counts against while it goes to the hub itself.</param>
/// <param name="From">First byte wanted; 0 for all.</param>
/// <param name="To">Last byte wanted; null for all from <paramref name="From"/> on.</param>
/// <param name="IfRange">Entity tag that the bytes before <paramref name="From"/> had; null for none.</param>
internal sealed record HubRequest(Uri Address, HubClass Class, long From = 0, long? To = null, string? IfRange = null);
