using Assay.Contracts.Values;

namespace Assay.Attestation.Predicates;

/// <summary>Something a statement refers to (in-toto, resource_descriptor.md), as far as this product refers to anything.</summary>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Uri">What it is called; null where its digest says enough.</param>
/// <param name="Name">A name for people; null where there is none.</param>
public sealed record ResourceDescriptor(Sha256Digest Sha256, string? Uri = null, string? Name = null);
