using Assay.Contracts.Findings;

namespace Assay.Domain.Advisories;

/// <summary>Whether a record may be stored. Records come from people and from other instances, so every text and list is bounded.</summary>
public static class AdvisoryCheck
{
    public const int MaxTitle = 300;
    public const int MaxSummary = 20_000;
    public const int MaxList = 1000;

    private const int MaxId = 64;
    private const int MaxWord = 200;
    private const int MaxUrl = 2048;

    /// <summary>The record with its targets in their normal form, or every reason why it cannot be taken.</summary>
    public static (Advisory? Advisory, IReadOnlyList<string> Problems) Of(Advisory advisory)
    {
        var problems = new List<string>();
        if (advisory.Schema != Advisory.SchemaName) problems.Add($"schema is not '{Advisory.SchemaName}'");
        if (!IsId(advisory.Id)) problems.Add($"id has to be 1 to {MaxId} letters, digits, dots, hyphens or underscores");
        if (advisory.Revision is < 1 or > 1_000_000) problems.Add("revision has to be 1 to 1000000");
        if (!IsText(advisory.Title, MaxTitle)) problems.Add($"title has to be 1 to {MaxTitle} characters on one line");
        if (!IsText(advisory.Summary, MaxSummary, lines: true)) problems.Add($"summary has to be 1 to {MaxSummary} characters");
        if (!IsText(advisory.Issuer, MaxWord)) problems.Add($"issuer has to be 1 to {MaxWord} characters");
        if (!Enum.IsDefined(advisory.Severity)) problems.Add("severity is none of info, low, medium, high, critical");
        if (!Enum.IsDefined(advisory.Status)) problems.Add("status is none of affected, under-investigation, fixed, not-affected");
        if (advisory.ModifiedAt < advisory.IssuedAt) problems.Add("modified_at lies before issued_at");
        if (advisory.WithdrawnReason is { } why && !IsText(why, MaxSummary, lines: true)) problems.Add("withdrawn_reason is too long");
        if (advisory.Aliases is null || advisory.Aliases.Count > MaxList || advisory.Aliases.Any(a => !IsText(a, MaxWord))) problems.Add($"aliases: up to {MaxList} ids of up to {MaxWord} characters");
        if (advisory.References is null || advisory.References.Count > MaxList || advisory.References.Any(r => !IsReference(r)))
            problems.Add($"references: up to {MaxList} absolute http or https addresses of up to {MaxUrl} characters");
        var affected = Targets("affected", advisory.Affected, problems);
        var unaffected = Targets("unaffected", advisory.Unaffected, problems);
        if (unaffected.Any(t => t.Kind is not (TargetKind.Manifest or TargetKind.Package))) problems.Add("unaffected takes manifest digests and package URLs");
        var replacement = advisory.Replacement?.Normal();
        if (advisory.Replacement is not null && replacement is not { Kind: TargetKind.Manifest or TargetKind.Package })
            problems.Add("replacement has to be a manifest digest or a package URL (pkg:huggingface/org/name@commit)");
        return problems.Count > 0 ? (null, problems) : (advisory with { Affected = affected, Unaffected = unaffected, Replacement = replacement }, []);
    }

    public static bool IsId(string? id) => id is { Length: > 0 and <= MaxId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static List<AdvisoryTarget> Targets(string name, IReadOnlyList<AdvisoryTarget>? targets, List<string> problems)
    {
        var normal = new List<AdvisoryTarget>();
        if (targets is null || targets.Count > MaxList)
        {
            problems.Add($"{name}: up to {MaxList} targets");
            return normal;
        }
        foreach (var target in targets)
        {
            if (target?.Normal() is { } one) normal.Add(one);
            else problems.Add($"{name}: '{EvidenceText.Quote(target?.Value, 100)}' is no {Words(target?.Kind)}");
        }
        return [.. normal.Distinct()];
    }

    private static string Words(TargetKind? kind) => kind switch
    {
        TargetKind.Artifact or TargetKind.Manifest or TargetKind.Tensor => "SHA-256 digest of content (64 hexadecimal digits)",
        TargetKind.Package => "package URL of a model (pkg:huggingface/org/name, with or without @commit)",
        TargetKind.Base => "name of a model (org/name)",
        TargetKind.Repository => "repository id",
        _ => "target",
    };

    private static bool IsText(string? text, int max, bool lines = false) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= max && !text.Any(c => char.IsControl(c) && !(lines && c is '\n' or '\r' or '\t'));

    private static bool IsReference(AdvisoryReference? reference) => reference is { Url: { Length: <= MaxUrl } url }
        && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && (reference.Title is null || IsText(reference.Title, MaxTitle));
}
