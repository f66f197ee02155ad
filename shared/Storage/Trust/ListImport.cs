using System.Security.Cryptography;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Trust;
using Assay.Domain.Trust.Lists;

namespace Assay.Storage.Trust;

/// <summary>Imports lists: looks through the whole list first, so that one that is damaged anywhere leaves nothing behind.</summary>
public sealed class ListImport(ITrustedLists lists, TimeProvider clock)
{
    /// <summary>The largest precedence; see <see cref="TrustedList.Precedence"/>.</summary>
    public const int MaxPrecedence = 99;

    public async Task<ListOutcome> RunAsync(ReadOnlyMemory<byte> bytes, ListRequest request, CancellationToken cancellationToken)
    {
        if (Refusal(request) is { } refusal) return ListOutcome.Refused(refusal);
        ModelScope? scope = null;
        if (request.For is { } target && (scope = ModelScope.Parse(target)) is null)
            return ListOutcome.Refused($"'{EvidenceText.Quote(target)}' names no model: use hf://org/name[@commit] or the full path of a local one");
        var reading = ListReader.Check(bytes, request.Format);
        if (reading.Problems.Count > 0) return ListOutcome.Refused(reading.Problems);
        var list = new TrustedList
        {
            Id = Guid.CreateVersion7(),
            Name = request.Name,
            Kind = request.Kind,
            Format = reading.Format,
            Digest = Sha256Digest.FromBytes(SHA256.HashData(bytes.Span)),
            Precedence = request.Precedence,
            Reason = request.Reason,
            ImportedBy = request.By,
            ImportedAt = Now(),
            ExpiresAt = request.Expires is { } day ? new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null,
            Entries = reading.Entries,
        };
        var kept = await lists.ImportAsync(list, ListReader.Entries(bytes, reading.Format, scope), request.Replace, cancellationToken).ConfigureAwait(false);
        return kept
            ? new(list, reading.Skipped, [])
            : ListOutcome.Refused($"there is a list called '{request.Name}': remove it first, replace it, or choose another name") with { IsTaken = true };
    }

    private string? Refusal(ListRequest request)
    {
        if (!TrustedList.IsValidName(request.Name)) return $"the name has to be 1 to {TrustedList.MaxNameLength} printable characters";
        if (request.Precedence is < 0 or > MaxPrecedence) return $"the precedence has to be 0 to {MaxPrecedence}";
        if (request.Reason?.Length > TrustedList.MaxReasonLength) return $"the reason has to be at most {TrustedList.MaxReasonLength} characters";
        return request.Expires is { } day && day < DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) ? "the list would have expired already" : null;
    }

    /// <summary>In whole microseconds, as the databases keep it.</summary>
    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
