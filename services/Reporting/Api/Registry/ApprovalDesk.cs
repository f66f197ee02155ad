using Assay.Attestation.Manifests;
using Assay.Attestation.Registry;
using Assay.Contracts.Values;
using Assay.Domain.Registry;
using Assay.Domain.Versions;
using Assay.Reporting.Api.Shapes;
using Assay.Storage.Attestations;
using Assay.Storage.Registry;
using Assay.Storage.Transparency;
using Assay.Storage.Trust;
using Assay.Storage.Verdicts;
using Assay.Storage.Versions;

namespace Assay.Reporting.Api.Registry;

/// <summary>Takes what people ask of the registry, over the API or on the machine itself, and finds the version that they mean.</summary>
public sealed class ApprovalDesk(
    IVersionRegistry registry, ITransparencyLog log, IVerdictRepository verdicts, IVersionRepository versions, IScanAttestations attestations)
{
    private const int MaxText = 4096;

    /// <summary>Approves a version, or requests it where two people are needed.</summary>
    public async Task<DeskAnswer<RegistryChange>> ApproveAsync(ApproveRequest request, RegistryActor actor, CancellationToken cancellationToken)
    {
        if (TextProblem(request.Note, request.Override, request.Name, request.Purl) is { } problem) return new(null, problem);
        if (request.Purl is { } purl && (!purl.StartsWith("pkg:", StringComparison.Ordinal) || purl.Any(c => c <= ' ' || c == '\u007f')))
            return new(null, "A package URL begins with pkg: and has no white space.");
        if ((request.ScanId is null ? 0 : 1) + (request.Target is null ? 0 : 1) + (request.Files is null ? 0 : 1) != 1)
            return new(null, "Name one version: by scan_id, by target or by files.");
        var found = request.Files is { } files ? Listed(request, files) : await ScannedAsync(request, cancellationToken);
        if (found.Value is not { } subject) return new(null, found.Problem, found.IsUnknown);
        var intent = new RegistryIntent(RegistryActKind.Approve, actor, default) { Reason = request.Note, ExpiresAt = request.ExpiresAt, Override = request.Override };
        return Change(await registry.ApproveAsync(subject.Subject, intent, subject.Scan, cancellationToken));
    }

    /// <summary>Confirms, supersedes or revokes.</summary>
    public async Task<DeskAnswer<RegistryChange>> ActAsync(RegistryActKind kind, RegistryActRequest request, RegistryActor actor, CancellationToken cancellationToken)
    {
        if (TextProblem(request.Reason, request.Version) is { } problem) return new(null, problem);
        if (RegistrySelector.Parse(request.Version) is not { } selector) return new(null, "'version' has to be a manifest digest or a package URL.");
        var intent = new RegistryIntent(kind, actor, default) { Reason = request.Reason, Replacement = request.Replacement };
        return Change(await registry.ActAsync(selector, intent, cancellationToken));
    }

    /// <summary>A page of versions.</summary>
    public async Task<RegistryList> ListAsync(RegistryFilter filter, CancellationToken cancellationToken)
    {
        var page = await registry.ListAsync(filter, cancellationToken);
        return new([.. page.Entries.Select(RegisteredVersionView.Of)], page.Next);
    }

    /// <summary>The versions that a digest or package URL names, with their histories.</summary>
    public async Task<DeskAnswer<IReadOnlyList<RegistryDetail>>> ShowAsync(string version, CancellationToken cancellationToken)
    {
        if (RegistrySelector.Parse(version) is not { } selector) return new(null, "A version is named by its manifest digest or its package URL.");
        var details = new List<RegistryDetail>();
        foreach (var entry in (await registry.ListAsync(new() { Selector = selector, PageSize = 20 }, cancellationToken)).Entries)
        {
            var files = (await registry.FilesAsync(entry.Id, cancellationToken)).Select(f => new ManifestFile(f.Path, f.Size, f.Sha256));
            var history = (await registry.HistoryAsync(entry.Id, cancellationToken)).Select(RegistryActView.Of);
            details.Add(new(RegisteredVersionView.Of(entry), [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)], [.. history]));
        }
        return details.Count > 0 ? new(details, null) : new(null, "No such version is in the registry.", IsUnknown: true);
    }

    /// <summary>The trust file for gates without a network.</summary>
    public async Task<byte[]> TrustAsync(CancellationToken cancellationToken) => RegistryTrust.Write(
        await registry.KeysAsync(cancellationToken),
        await log.KeysAsync(cancellationToken),
        (await log.LatestAsync(cancellationToken))?.Note,
        await registry.RevocationsAsync(cancellationToken),
        await attestations.KeysAsync(cancellationToken));

    private static DeskAnswer<RegistryChange> Change(RegistryOutcome outcome) => outcome.Refusal is { } refusal
        ? new(null, refusal)
        : new(new([.. outcome.Changed.Select(c => new ChangedVersion(RegisteredVersionView.Of(c.Entry), RegistryActView.Of(c.Act)))]), null);

    private static string? TextProblem(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is { Length: > MaxText }) return $"A text has {text.Length} characters; at most {MaxText} are taken.";
        }
        return null;
    }

    private static DeskAnswer<Approvable> Listed(ApproveRequest request, IReadOnlyList<ManifestFile> files)
    {
        if (string.IsNullOrWhiteSpace(request.Name)) return new(null, "A version that is given by its files needs a name.");
        if (files.Count > RegistryActJson.MostFiles) return new(null, $"The version has {files.Count} files; at most {RegistryActJson.MostFiles} are taken.");
        if (files.Any(f => f?.Path is null)) return new(null, "Each file has a path, a size and a sha256.");
        try
        {
            var manifest = ModelManifest.Of(files.Select(f => new ManifestEntry(f.Path, f.Size, f.Sha256)));
            return new(new(new(manifest, request.Name) { Purl = request.Purl }, null), null);
        }
        catch (ArgumentException e)
        {
            return new(null, $"The files are no version of a model: {e.Message}");
        }
    }

    private async Task<DeskAnswer<Approvable>> ScannedAsync(ApproveRequest request, CancellationToken cancellationToken)
    {
        var verdict = request.ScanId is { } id ? await verdicts.ReadOfScanAsync(id, cancellationToken) : await verdicts.ReadCurrentAsync(request.Target!, cancellationToken);
        if (verdict is null)
            return new(null, request.ScanId is { } scan ? $"There is no verdict of a scan {scan}; wait for it, or scan the model." : "The target has no verdict yet; scan it first.", IsUnknown: true);
        if (verdict.Kind is VerdictKind.Rejected or VerdictKind.Incomplete && request.Override is null)
        {
            return new(null, $"The verdict of {verdict.DecidedAt:u} is '{verdict.Kind.ToString().ToLowerInvariant()}', so the version is not approved. "
                + "Say with an override why it may be deployed all the same, or scan it again.");
        }
        if (verdict.VersionId is not { } versionId || await versions.ReadAsync(versionId, cancellationToken) is not { } version)
            return new(null, "The scan did not find out which version it looked at; scan the model again.");
        if (VersionManifest.Of(version) is not { } manifest)
            return new(null, "Not every file of the version was read whole, so it has no manifest that could be approved; scan it with --depth full.");
        var subject = new RegistrySubject(manifest, request.Name ?? version.Name)
        {
            Purl = request.Purl ?? PackageUrl.Of(version),
            Source = version.Source,
            RepositoryId = version.RepositoryId,
            Revision = version.Revision,
        };
        return new(new(subject, verdict.ScanId), null);
    }

    private sealed record Approvable(RegistrySubject Subject, Guid? Scan);
}
