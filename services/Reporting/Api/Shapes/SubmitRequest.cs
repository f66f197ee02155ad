using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Assay.Contracts.Values;

namespace Assay.Reporting.Api.Shapes;

/// <summary>What to scan, and how.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SubmitRequest
{
    public const int MaxTargets = 1000;

    public const int MaxTargetLength = 512;

    [Description("Models: hf://org/name or hf://org/name@revision, 1 to 1,000 of at most 512 characters. A target named twice is scanned once.")]
    [MinLength(1), MaxLength(MaxTargets)]
    public required IReadOnlyList<string> Targets { get; init; }

    [Description("How much to read: metadata, structure, full or probe.")]
    public Depth Depth { get; init; } = Depth.Full;

    [Description("Which queue: interactive where a person waits, normal, or bulk.")]
    public Lane Lane { get; init; } = Lane.Normal;

    [Description("SHA-256 of a stored policy; the server's default policy where it is absent.")]
    [RegularExpression("^[0-9a-fA-F]{64}$")]
    public string? Policy { get; init; }

    [Description("True: do not reuse what is known of the same bytes.")]
    public bool Refresh { get; init; }

    [Description("True: fetch nothing from a network, use what is stored.")]
    public bool Offline { get; init; }
}
