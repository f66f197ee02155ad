namespace Assay.Domain.Advisories;

/// <summary>Where more is said.</summary>
/// <param name="Url">Absolute, http or https.</param>
/// <param name="Title">For people; null for none.</param>
public sealed record AdvisoryReference(string Url, string? Title = null);
