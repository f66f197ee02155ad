namespace Assay.Domain.Advisories.Exports;

/// <summary>Who publishes a document, for the formats that want to know.</summary>
/// <param name="Name">For people.</param>
/// <param name="Namespace">A URI that the publisher controls.</param>
/// <param name="Version">Of this product.</param>
public sealed record AdvisoryPublisher(string Name, string Namespace, string Version);
