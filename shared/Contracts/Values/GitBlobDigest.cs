using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Assay.Contracts.Values;

/// <summary>
/// Git's object id of a file: the SHA-1 of <c>"blob &lt;length&gt;\0"</c> followed by the bytes, as 40 lower-case hexadecimal digits.
/// Hubs declare it for files outside LFS. It identifies, it does not protect: SHA-1 collisions are practical.
/// </summary>
[JsonConverter(typeof(GitBlobDigestJsonConverter))]
public readonly record struct GitBlobDigest
{
    private readonly string? _hex;

    private GitBlobDigest(string hex) => _hex = hex;

    /// <summary>40 lower-case hexadecimal digits, or the empty string for the default value.</summary>
    public string Hex => _hex ?? "";

    /// <summary>True for the default value, which stands for "not known".</summary>
    public bool IsEmpty => _hex is null;

    /// <summary>Wraps 20 raw bytes.</summary>
    /// <exception cref="ArgumentException">The span is not 20 bytes long.</exception>
    public static GitBlobDigest FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 20 ? new(Convert.ToHexStringLower(bytes)) : throw new ArgumentException($"A SHA-1 digest has 20 bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Parses 40 hexadecimal digits in either case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GitBlobDigest digest)
    {
        digest = default;
        if (!HexText.IsHex(text, 40)) return false;
        digest = new(text.ToLowerInvariant());
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not a SHA-1 digest.</exception>
    public static GitBlobDigest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException("Not a git blob id: 40 hexadecimal digits are expected.");

    public override string ToString() => Hex;
}
