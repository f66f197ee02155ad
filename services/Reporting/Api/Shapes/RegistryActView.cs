using System.Text.Json;
using Assay.Domain.Registry;
using Assay.Storage.Registry;

namespace Assay.Reporting.Api.Shapes;

/// <summary>An act of the registry.</summary>
/// <param name="LogIndex">Of its entry in the transparency log.</param>
/// <param name="Id">Of the act.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Actor">Who did it: an API token by its id, or a user of the machine.</param>
/// <param name="ActorName">For people.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why; null where nothing was said.</param>
/// <param name="Bundle">The signed act with its receipt from the log, a sigstore bundle.</param>
public sealed record RegistryActView(
    long LogIndex, Guid Id, RegistryActKind Kind, string Actor, string ActorName, DateTimeOffset At, string? Reason, JsonElement Bundle)
{
    internal static RegistryActView Of(RegistryActRecord act) =>
        new(act.LogIndex, act.Id, act.Kind, act.Actor.Id, act.Actor.Name, act.At, act.Reason, JsonElement.Parse(act.Bundle));
}
