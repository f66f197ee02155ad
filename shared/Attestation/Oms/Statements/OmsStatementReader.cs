using System.Security.Cryptography;
using Assay.Attestation.InToto;
using Assay.Attestation.Oms.Content;
using Assay.Attestation.Oms.Names;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Oms.Statements;

/// <summary>Reads the payload of a verified envelope and checks it in itself, before any file is touched.</summary>
internal sealed class OmsStatementReader(OmsFindings findings)
{
    /// <summary>Files and ranges; 100 TB in ranges of a gigabyte. The length of the text bounds it too.</summary>
    private const int MostResources = 1_000_000;

    private const int MostIgnoredPaths = 100_000;

    /// <summary>Null: it says nothing that could be compared. Look at the findings in either case.</summary>
    public OmsStatement? Read(ReadOnlySpan<byte> payload)
    {
        var parsed = InTotoStatement.Parse(payload);
        if (!parsed.IsOk) return Refuse(OmsReasons.Statement, $"the signed statement cannot be read: {parsed.Reason}");
        return parsed.Value.PredicateType switch
        {
            OmsPredicates.V10 => ReadPredicate(parsed.Value),
            OmsPredicates.V02 => ReadSubjects(parsed.Value),
            var other => Refuse(OmsReasons.PredicateType,
                $"the statement's predicate type is '{EvidenceText.Quote(other)}', which is not a model signature ({OmsPredicates.V10})"),
        };
    }

    private OmsStatement? ReadPredicate(InTotoStatement statement)
    {
        if (statement.Subjects.Count != 1)
            return Refuse(OmsReasons.SubjectCount, $"a model signature has exactly one subject, this one has {statement.Subjects.Count}");
        if (statement.Predicate is not { } predicate) return Refuse(OmsReasons.Statement, "the signed statement has no predicate");
        var serialization = predicate.Object("serialization");
        var method = serialization.Text("method");
        var hashName = serialization.Text("hash_type");
        var shardSize = method == "shards" ? serialization.OptionalCount("shard_size") : null;
        var allowSymlinks = serialization.OptionalFlag("allow_symlinks");
        var ignorePaths = serialization.OptionalTexts("ignore_paths", MostIgnoredPaths) ?? [];
        if (!predicate.Has("resources")) predicate.Problem.Report("predicate.resources", "missing");
        var written = predicate.Objects("resources", MostResources)
            .Select(r => (Name: r.Text("name"), Algorithm: r.Text("algorithm"), Digest: r.Text("digest"))).ToList();
        if (predicate.Problem.First is { } problem) return Refuse(OmsReasons.Statement, $"the signed statement cannot be read: {problem}");
        if (method is not ("files" or "shards") || (method == "shards" && shardSize is not > 0))
        {
            return Refuse(OmsReasons.Serialization,
                $"the serialization '{EvidenceText.Quote(method)}' is not 'files', or 'shards' with a shard_size above zero; it cannot be verified");
        }
        if (Hash(hashName) is not { } hash) return null;
        CheckIgnorePaths(ignorePaths);
        var resources = Resources(written, hash, shardSize);
        CheckRoot(statement.Subjects[0], resources);
        return new(OmsForm.V10, hash, shardSize, allowSymlinks, ignorePaths, resources);
    }

    private OmsStatement ReadSubjects(InTotoStatement statement)
    {
        var written = statement.Subjects.Select(s => (s.Name, "sha256", s.Digests.GetValueOrDefault("sha256", ""))).ToList();
        return new(OmsForm.V02, OmsHashType.Sha256, null, null, [], Resources(written, OmsHashType.Sha256, null));
    }

    private OmsHashType? Hash(string name)
    {
        var hash = OmsHashType.Find(name);
        if (hash is null) findings.Add(OmsReasons.HashType, $"the hash type '{EvidenceText.Quote(name)}' is not one of sha256, blake2b, blake3");
        return hash;
    }

    private List<OmsResource> Resources(IReadOnlyList<(string Name, string Algorithm, string Digest)> written, OmsHashType hash, long? shardSize)
    {
        if (written.Count == 0) findings.Add(OmsReasons.NoResources,
            "the signature lists no files, so it would be valid for any model; sign the model's files");
        var algorithms = shardSize is { } size ? new[] { hash.Name, $"{hash.Name}-sharded-{size}" } : [hash.Name];
        var resources = new List<OmsResource>(written.Count);
        foreach (var (name, algorithm, digest) in written)
        {
            var quoted = EvidenceText.Quote(name);
            var file = name;
            ShardRange? range = null;
            if (shardSize is { } most && !ShardName.TrySplit(name, most, out file, out range))
            {
                findings.Add(OmsReasons.ShardRange,
                    $"the resource name '{quoted}' is not a path with a range of at most {most} bytes (path:start:end)");
                continue;
            }
            var path = ResourceName.Check(file, findings);
            if (!algorithms.Contains(algorithm, StringComparer.Ordinal))
                findings.Add(OmsReasons.Algorithm,
                    $"'{quoted}' has the algorithm '{EvidenceText.Quote(algorithm)}', but the hash type is {hash.Name}");
            else if (path is not null && Digest(digest, hash, quoted) is { } bytes) resources.Add(new(path, range, bytes));
        }
        return new ResourceUniqueness(findings).Check(resources);
    }

    private byte[]? Digest(string digest, OmsHashType hash, string quoted)
    {
        var isLower = !digest.AsSpan().ContainsAnyInRange('A', 'F');
        if (digest.Length == 2 * hash.Length && digest.All(char.IsAsciiHexDigit))
        {
            if (isLower || findings.Add(OmsReasons.DigestForm, $"the digest of '{quoted}' is written in upper case; write it in lower case"))
                return Convert.FromHexString(digest);
            return null;
        }

        // Not a matter of leniency: there is no such digest.
        findings.Add(OmsReasons.Statement, $"the digest of '{quoted}' is not {2 * hash.Length} hexadecimal digits, as {hash.Name} has them");
        return null;
    }

    private void CheckIgnorePaths(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (ExcludedPaths.IsRoot(path))
                findings.Add(OmsReasons.IgnoreEverything,
                    $"the signature excludes the whole model (ignore_paths '{EvidenceText.Quote(path)}'); sign without it");
        }
    }

    private void CheckRoot(InTotoSubject subject, IReadOnlyList<OmsResource> resources)
    {
        if (findings.HasRefusals) return;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var resource in resources) hash.AppendData(resource.Digest);
        if (subject.Digests.GetValueOrDefault("sha256") != Convert.ToHexStringLower(hash.GetHashAndReset()))
        {
            findings.Add(OmsReasons.RootDigest,
                "the subject's sha256 is not the digest of the listed resources, so the statement contradicts itself; do not use it");
        }
    }

    private OmsStatement? Refuse(string id, string message)
    {
        findings.Add(id, message);
        return null;
    }
}
