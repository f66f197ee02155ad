namespace Assay.Attestation.InToto;

/// <summary>What a statement is about.</summary>
/// <param name="Name">Distinguishes it from the statement's other subjects; empty where absent.</param>
/// <param name="Digests">Algorithm, such as <c>sha256</c>, to digits, as they are written.</param>
public sealed record InTotoSubject(string Name, IReadOnlyDictionary<string, string> Digests);
