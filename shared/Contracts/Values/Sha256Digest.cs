using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Assay.Contracts.Values;

/// <summary>A SHA-256 digest (FIPS 180-4) as 64 lower-case hexadecimal digits. The default value is no digest: check <see cref="IsEmpty"/>.</summary>
[JsonConverter(typeof(Sha256DigestJsonConverter))]
public readonly record struct Sha256Digest
{
    private readonly string? _hex;

    private Sha256Digest(string hex) => _hex = hex;

    /// <summary>The digest of zero bytes.</summary>
    public static Sha256Digest OfNothing { get; } = new("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    /// <summary>64 lower-case hexadecimal digits, or the empty string for the default value.</summary>
    public string Hex => _hex ?? "";

    /// <summary>True for the default value, which stands for "not known".</summary>
    public bool IsEmpty => _hex is null;

    /// <summary>Wraps 32 raw bytes.</summary>
    /// <exception cref="ArgumentException">The span is not 32 bytes long.</exception>
    public static Sha256Digest FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 32 ? new(Convert.ToHexStringLower(bytes)) : throw new ArgumentException($"A SHA-256 digest has 32 bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Parses 64 hexadecimal digits in either case; nothing else is accepted (no prefix, no white space).</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Sha256Digest digest)
    {
        digest = default;
        if (!HexText.IsHex(text, 64)) return false;
        digest = new(text.ToLowerInvariant());
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not a SHA-256 digest.</exception>
    public static Sha256Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException("Not a SHA-256 digest: 64 hexadecimal digits are expected.");

    public override string ToString() => Hex;
}
