namespace Assay.Domain.Registry;

/// <summary>Who may do what to a version, and what becomes of it. Pure: the time comes with the intent.</summary>
public static class RegistryRules
{
    /// <param name="current">Where the version stands; null where it is not listed.</param>
    /// <param name="intent">What somebody wants.</param>
    /// <param name="fourEyes">Whether an approval needs a second person.</param>
    public static RegistryRuling Judge(RegistryStanding? current, RegistryIntent intent, bool fourEyes) => intent.Kind switch
    {
        RegistryActKind.Approve or RegistryActKind.Request => Approve(current, intent, fourEyes || intent.Kind == RegistryActKind.Request),
        RegistryActKind.Confirm => Confirm(current, intent),
        RegistryActKind.Supersede => Supersede(current, intent),
        _ => Revoke(current, intent),
    };

    private static RegistryRuling Approve(RegistryStanding? current, RegistryIntent intent, bool needsSecond)
    {
        var kind = needsSecond ? RegistryActKind.Request : RegistryActKind.Approve;
        if (intent.ExpiresAt <= intent.At) return RegistryRuling.Refuse(kind, "The approval would have ended already; name a time to come.");
        if (current is { State: ApprovalState.Revoked } && intent.Override is null)
            return RegistryRuling.Refuse(
                kind,
                $"The version was revoked {current.DecidedAt:u}{Because(current)}. Approve another one, or say with an override why this "
                + "one may be used again.");
        if (!needsSecond) return RegistryRuling.Of(kind, Decided(intent, ApprovalState.Approved));
        if (current?.Pending is { } pending && pending.Actor.Id != intent.Actor.Id)
            return RegistryRuling.Refuse(kind, $"{pending.Actor.Name} has requested it already; confirm that request.");
        // An approval or a revocation in force stays so until the request is confirmed.
        return RegistryRuling.Of(kind, (current ?? new() { State = ApprovalState.Requested }) with { Pending = intent });
    }

    private static RegistryRuling Confirm(RegistryStanding? current, RegistryIntent intent)
    {
        if (current?.Pending is not { } pending)
            return RegistryRuling.Refuse(intent.Kind, "Nobody has requested an approval of it, so there is nothing to confirm.");
        if (pending.Actor.Id == intent.Actor.Id)
            return RegistryRuling.Refuse(intent.Kind, "Whoever requests an approval cannot confirm it; somebody else has to.");
        if (pending.ExpiresAt <= intent.At)
            return RegistryRuling.Refuse(intent.Kind, "The requested approval would have ended already; request it anew.");
        return RegistryRuling.Of(
            intent.Kind, Decided(intent, ApprovalState.Approved) with { ExpiresAt = pending.ExpiresAt, Reason = intent.Reason ?? pending.Reason });
    }

    private static RegistryRuling Supersede(RegistryStanding? current, RegistryIntent intent)
    {
        if (current?.StateAt(intent.At) is not (ApprovalState.Approved or ApprovalState.Expired))
            return RegistryRuling.Refuse(intent.Kind, "Only an approved version can be superseded.");
        if (intent.Replacement.IsEmpty) return RegistryRuling.Refuse(intent.Kind, "Name the version that takes its place.");
        return RegistryRuling.Of(intent.Kind, Decided(intent, ApprovalState.Superseded));
    }

    private static RegistryRuling Revoke(RegistryStanding? current, RegistryIntent intent)
    {
        if (string.IsNullOrWhiteSpace(intent.Reason))
            return RegistryRuling.Refuse(intent.Kind, "A revocation needs a reason: whoever is stopped by it has to know why.");
        if (current is { State: ApprovalState.Revoked, Pending: null })
            return RegistryRuling.Refuse(intent.Kind, $"It was revoked {current.DecidedAt:u} already{Because(current)}.");
        return RegistryRuling.Of(intent.Kind, Decided(intent, ApprovalState.Revoked));
    }

    private static RegistryStanding Decided(RegistryIntent intent, ApprovalState state) => new()
    {
        State = state,
        DecidedBy = intent.Actor,
        DecidedAt = intent.At,
        ExpiresAt = state == ApprovalState.Approved ? intent.ExpiresAt : null,
        Reason = intent.Reason,
        Replacement = intent.Replacement,
    };

    private static string Because(RegistryStanding standing) => standing.Reason is { } reason ? $" ({reason})" : "";
}
