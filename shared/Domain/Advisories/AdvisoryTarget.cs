using System.Text.Json.Serialization;
using Assay.Contracts.Values;
using Assay.Domain.Trust;
using Assay.Domain.Versions;

namespace Assay.Domain.Advisories;

/// <summary>One thing that an advisory names.</summary>
/// <param name="Kind">How it is named.</param>
/// <param name="Value">A digest in lower-case hexadecimal, a package URL, a repository's id or name.</param>
public sealed record AdvisoryTarget(TargetKind Kind, string Value)
{
    /// <summary>Longest <see cref="Value"/>, in characters.</summary>
    public const int MaxLength = 500;

    /// <summary>The digest; empty for kinds that have none.</summary>
    [JsonIgnore]
    public Sha256Digest Digest =>
        Kind is TargetKind.Artifact or TargetKind.Manifest or TargetKind.Tensor && Sha256Digest.TryParse(Value, out var digest) ? digest : default;

    /// <summary>The model that a package or a base names; null for other kinds.</summary>
    [JsonIgnore]
    public ModelScope? Scope => Kind switch
    {
        TargetKind.Package => PackageUrl.ScopeOf(Value),
        TargetKind.Base => ModelScope.Parse(Value),
        _ => null,
    };

    /// <summary>The same thing in the one form that is stored and compared; null where the value is not of its kind.</summary>
    public AdvisoryTarget? Normal()
    {
        if (Value is null or { Length: 0 or > MaxLength } || Value.Any(c => c is <= ' ' or '\u007f' || char.IsSurrogate(c))) return null;
        switch (Kind)
        {
            case TargetKind.Artifact or TargetKind.Manifest or TargetKind.Tensor:
                var hex = Value.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) ? Value[7..] : Value;
                return Sha256Digest.TryParse(hex, out var digest) && digest != Sha256Digest.OfNothing ? this with { Value = digest.Hex } : null;
            case TargetKind.Package:
                return Scope is { } package && package.Repository.Contains('/', StringComparison.Ordinal) ? this with { Value = $"pkg:huggingface/{package}" } : null;
            case TargetKind.Base:
                return Scope is { Revision: null } model && !model.Repository.StartsWith('/') ? this with { Value = model.Repository } : null;
            case TargetKind.Repository:
                return this;
            default:
                return null;
        }
    }
}
