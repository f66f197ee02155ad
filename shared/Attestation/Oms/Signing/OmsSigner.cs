using System.Security.Cryptography.X509Certificates;
using System.Text;
using Assay.Attestation.Bundles;
using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Attestation.Oms.Content;
using Assay.Attestation.Oms.Names;
using Assay.Attestation.Oms.Statements;
using Assay.Attestation.Oms.Trust;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Oms.Signing;

/// <summary>
/// Signs models as OpenSSF Model Signing 1.0 says, in the form that the reference implementation accepts. What the verifier would refuse is not
/// signed.
/// </summary>
public sealed class OmsSigner(IModelFiles files, ISigner signer, OmsSigningOptions options)
{
    private const int MostFiles = 1_000_000;

    private readonly OmsFindings _findings = new(isLenient: false);
    private readonly ExcludedPaths _excluded = ExcludedPaths.Of(options.IgnorePaths);
    private readonly List<string> _ignored = [];

    /// <summary>Hashes and signs. An instance signs once.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<OmsSignature> SignAsync(CancellationToken cancellation)
    {
        CheckCertificate();
        var jobs = files.IsSingleFile ? SingleFile() : Directory(cancellation);
        if (jobs.Count == 0 && !_findings.HasRefusals) _findings.Add(OmsReasons.NoResources, "the model has no files that could be signed");
        if (_findings.HasRefusals) return Refused();
        var results = await new ParallelHashing(files, OmsHashType.Sha256, options.Threads).RunAsync(jobs, cancellation);
        var resources = new List<OmsResource>(jobs.Count);
        foreach (var (job, result) in jobs.Zip(results))
        {
            if (result.Refusal is { } refusal) _findings.Add(refusal.Id, refusal.Message);
            else if (result.IsOutside) _findings.Add(OmsReasons.LinkOutside,
                $"'{EvidenceText.Quote(job.Path)}' is a link to a file outside of the model");
            else if (result.Length != job.Length) Modified(job.Path);
            else resources.Add(new(job.Path, job.Range, result.Digest!));
        }
        new ResourceUniqueness(_findings).Check(resources);
        if (_findings.HasRefusals) return Refused();
        var statement = new OmsStatement(OmsForm.V10, OmsHashType.Sha256, options.ShardSize, options.AllowSymlinks, _excluded.All, resources);
        var payload = OmsStatementWriter.Write(files.Name, statement);
        var bundle = await BundleAsync(payload, cancellation);
        if (bundle is null) return Refused();
        _ignored.Sort(StringComparer.Ordinal);
        return new(bundle, [], jobs.Select(j => j.Path).Distinct().Count(), jobs.Sum(j => j.Length), _ignored);
    }

    private async Task<byte[]?> BundleAsync(byte[] payload, CancellationToken cancellation)
    {
        var unsigned = new DsseEnvelope(payload, DsseEnvelope.InTotoPayloadType, []);
        var signature = await signer.SignAsync(unsigned.SignedBytes(), cancellation);

        // A token or a service may sign with another key than it says.
        if (!signer.PublicKey.Verify(unsigned.SignedBytes(), signature))
        {
            _findings.Add(OmsReasons.Signature, "the signature that was made does not verify with the signer's own public key");
            return null;
        }
        VerificationMaterial material = options.Certificates.Count > 0
            ? new CertificateMaterial(options.Certificates, IsChain: true)
            : new PublicKeyMaterial(KeyHint.Of(signer.PublicKey));
        return SigstoreBundleJson.Write(new(BundleVersion.V03, material, [], [],
            new EnvelopeContent(unsigned with { Signatures = [new(signature)] })));
    }

    private List<HashJob> SingleFile()
    {
        // The name that the reference implementation gives the only file, and the only one it accepts.
        var opened = files.OpenAsSingle(options.AllowSymlinks);
        if (opened.File is not { } file)
        {
            _findings.Add(opened.ReasonId!, $"'{EvidenceText.Quote(files.Name)}' {opened.Detail}");
            return [];
        }
        using (file) return Jobs(new(ResourceName.SingleFile, ModelEntryKind.File, file.Length));
    }

    private List<HashJob> Directory(CancellationToken cancellation)
    {
        var entries = files.List(MostFiles, cancellation);
        if (entries.Count > MostFiles) _findings.Add(OmsReasons.TooManyFiles, $"the model has more than {MostFiles} files");
        var jobs = new List<HashJob>();
        foreach (var entry in entries.OrderBy(e => e.Path, Comparer<string>.Create(ByCodePoint)))
        {
            var quoted = EvidenceText.Quote(entry.Path);
            if (_excluded.Contains(entry.Path)) _ignored.Add(entry.Path);
            else if (entry.Kind == ModelEntryKind.Special) _findings.Add(OmsReasons.SpecialFile,
                $"'{quoted}' is {entry.Detail} and not a file; remove it");
            else if (entry.Kind == ModelEntryKind.Unreadable) _findings.Add(OmsReasons.Unreadable, $"'{quoted}' cannot be read: {entry.Detail}");
            else if (entry.Kind == ModelEntryKind.Link && !options.AllowSymlinks)
                _findings.Add(OmsReasons.Link, $"'{quoted}' is a symbolic link; put the file in its place, or pass --allow-symlinks");
            else if (ResourceName.Check(entry.Path, _findings) is not null) jobs.AddRange(Jobs(entry.Kind == ModelEntryKind.Link ? Target(entry)
                : entry));
        }
        return jobs;
    }

    /// <summary>With the length of the file that the link leads to.</summary>
    private ModelEntry Target(ModelEntry link)
    {
        var opened = files.Open(link.Path, followLink: true);
        if (opened.File is not { } file)
        {
            _findings.Add(opened.ReasonId!, $"'{EvidenceText.Quote(link.Path)}' {opened.Detail}");
            return link;
        }
        using (file) return link with { Length = file.Length };
    }

    private List<HashJob> Jobs(ModelEntry entry)
    {
        if (options.ShardSize is not { } size) return [new(entry.Path, null, entry.Length, options.AllowSymlinks)];
        if (entry.Length == 0)
        {
            _findings.Add(OmsReasons.UnsignedEmpty,
                $"'{EvidenceText.Quote(entry.Path)}' is empty, and signatures by shards cannot cover empty files; sign without --shards");
        }
        var jobs = new List<HashJob>();
        for (var start = 0L; start < entry.Length; start += size)
        {
            var end = entry.Length - start > size ? start + size : entry.Length;
            jobs.Add(new(entry.Path, new(start, end), end - start, options.AllowSymlinks));
            if (jobs.Count > MostFiles)
            {
                _findings.Add(OmsReasons.TooManyFiles,
                    $"'{EvidenceText.Quote(entry.Path)}' would have more than {MostFiles} shards; choose a larger size");
                return [];
            }
        }
        return jobs;
    }

    private void CheckCertificate()
    {
        if (options.Certificates.Count == 0) return;
        using var certificate = CertificateCheck.Read(options.Certificates[0]);
        if (certificate is null || !certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan()
            .SequenceEqual(signer.PublicKey.SubjectPublicKeyInfo.Span))
            _findings.Add(OmsReasons.Certificate, "the certificate is not for this key; pass the certificate that was issued for it");
        else if (certificate.Extensions.OfType<X509KeyUsageExtension>()
            .FirstOrDefault()?.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature) != true)
            _findings.Add(OmsReasons.Certificate, "the certificate does not allow digital signatures (key usage), so no verifier would accept it");
    }

    private void Modified(string path) =>
        _findings.Add(OmsReasons.ModifiedMeanwhile,
            $"'{EvidenceText.Quote(path)}' was changed while it was signed; sign when nobody writes to the model");

    private OmsSignature Refused() => new(null, _findings.Refusals, 0, 0, []);

    private static int ByCodePoint(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));
}
