namespace Assay.Domain.Registry;

/// <summary>What the rules say to an intent.</summary>
/// <param name="Kind">The act that it becomes.</param>
/// <param name="Standing">Where the version stands by it; null where it is refused.</param>
/// <param name="Refusal">Why it is refused, and what to do; null where it is not.</param>
public sealed record RegistryRuling(RegistryActKind Kind, RegistryStanding? Standing, string? Refusal)
{
    internal static RegistryRuling Of(RegistryActKind kind, RegistryStanding standing) => new(kind, standing, null);

    internal static RegistryRuling Refuse(RegistryActKind kind, string refusal) => new(kind, null, refusal);
}
