using Assay.Contracts.Values;

namespace Assay.Domain.Trust;

/// <summary>An imported list of known files. Immutable: another content is another list.</summary>
public sealed record TrustedList
{
    /// <summary>Longest <see cref="Name"/>, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Longest <see cref="Reason"/>, in characters.</summary>
    public const int MaxReasonLength = 1000;

    /// <summary>What a list has whose importer gives none.</summary>
    public const int UsualPrecedence = 50;

    public required Guid Id { get; init; }

    /// <summary>Unique; what findings and vouchers call it.</summary>
    public required string Name { get; init; }

    public required ListKind Kind { get; init; }

    public required ListFormat Format { get; init; }

    /// <summary>SHA-256 of the bytes that were imported.</summary>
    public required Sha256Digest Digest { get; init; }

    /// <summary>0 to 99: which of several lists is named first, and believed where they disagree.</summary>
    public int Precedence { get; init; } = UsualPrecedence;

    /// <summary>Why it was imported, for whoever reads a finding; null for none.</summary>
    public string? Reason { get; init; }

    /// <summary>Who imported it: the API token's name, or the account of the machine.</summary>
    public required string ImportedBy { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    /// <summary>From then on it says nothing; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Lines of the list that name a SHA-256.</summary>
    public long Entries { get; init; }

    public bool IsActiveAt(DateTimeOffset time) => ExpiresAt is null || ExpiresAt > time;

    /// <summary>One to a hundred printable characters, not blank at either end.</summary>
    public static bool IsValidName(string? name) =>
        name is { Length: > 0 and <= MaxNameLength } && !name.Any(char.IsControl) && name == name.Trim();
}
