using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Tokens;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A token to make.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TokenRequest
{
    public const int MaxDays = 3650;

    [Description("For people: whose token this is, or what for.")]
    [StringLength(TokenIssuer.MaxNameLength, MinimumLength = 1)]
    public required string Name { get; init; }

    [Description("reader, submitter, operator or admin; each includes those before it.")]
    public required ApiRole Role { get; init; }

    [Description("Days until it expires; never where absent.")]
    [Range(1, MaxDays)]
    public int? ExpiresInDays { get; init; }
}
