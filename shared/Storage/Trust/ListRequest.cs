using Assay.Domain.Trust;

namespace Assay.Storage.Trust;

/// <summary>A list to import, with what its importer says of it.</summary>
/// <param name="Name">What findings will call it.</param>
/// <param name="Kind">Good or bad.</param>
/// <param name="Format">Auto where it is to be guessed.</param>
/// <param name="By">Who imports it.</param>
public sealed record ListRequest(string Name, ListKind Kind, ListFormat Format, string By)
{
    /// <summary>See <see cref="TrustedList.Precedence"/>.</summary>
    public int Precedence { get; init; } = TrustedList.UsualPrecedence;

    /// <summary>See <see cref="TrustedList.Reason"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The model that the list's files belong to, as people name it; null for bytes wherever they are.</summary>
    public string? For { get; init; }

    /// <summary>Last day on which the list holds, UTC; null for no end.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>True: a list of the same name gives way.</summary>
    public bool Replace { get; init; }
}
