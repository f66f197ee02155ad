namespace Assay.Attestation.Json;

/// <summary>What is read at most.</summary>
/// <param name="Bytes">Length of the text.</param>
/// <param name="Depth">Nested objects and arrays.</param>
public sealed record JsonLimits(int Bytes, int Depth)
{
    /// <summary>
    /// A statement about a model of 100,000 files (what a hub allows in a repository) has about 20 MB, 27 MB in base64; nothing signed nests deeper
    /// than 16.
    /// </summary>
    public static JsonLimits Default { get; } = new(64 << 20, 32);
}
