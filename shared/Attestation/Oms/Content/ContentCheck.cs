using Assay.Attestation.Oms.Names;
using Assay.Attestation.Oms.Statements;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Oms.Content;

/// <summary>That a model's files are those of a statement: all of them, no others, and with their digests.</summary>
internal sealed class ContentCheck(OmsStatement statement, IModelFiles files, OmsOptions options, OmsFindings findings)
{
    /// <summary>A hub allows 100,000 files in a repository.</summary>
    private const int MostFiles = 1_000_000;

    private readonly ExcludedPaths _excluded = ExcludedPaths.Of(statement.IgnorePaths, options.IgnorePaths);

    /// <summary>Lenient: the signature excludes the whole model.</summary>
    private readonly bool _isAllExcluded = options.IsLenient && statement.IgnorePaths.Any(ExcludedPaths.IsRoot);

    private readonly ILookup<string, OmsResource> _resources = statement.Resources.ToLookup(r => r.Path);

    private readonly List<string> _ignored = [];
    private readonly List<string> _unsigned = [];

    // The recorded policy is what was signed; the option stands in where nothing is recorded.
    private bool FollowsLinks => (statement.AllowSymlinks ?? options.AllowSymlinks) || (options.IsLenient && options.AllowSymlinks);

    public async Task<OmsCoverage> RunAsync(CancellationToken cancellation)
    {
        if (ContentHash.Create(statement.Hash, out var why) is not { } available)
        {
            findings.Add(OmsReasons.HashType, $"the files' digests cannot be compared: {why}");
            return new(0, 0, [], []);
        }
        available.Dispose();
        var jobs = files.IsSingleFile ? SingleFile() : Directory(cancellation);
        var results = await new ParallelHashing(files, statement.Hash, options.Threads).RunAsync([.. jobs.Select(j => j.Job)], cancellation);
        var (covered, bytes) = Compare(jobs, results);
        _ignored.Sort(StringComparer.Ordinal);
        _unsigned.Sort(StringComparer.Ordinal);
        return new(covered, bytes, _ignored, _unsigned);
    }

    private List<(HashJob Job, OmsResource Resource)> SingleFile()
    {
        // The specification names the only file by its name, the reference implementation by a dot.
        var others = _resources.Where(r => r.Key != ResourceName.SingleFile && r.Key != files.Name).Select(r => r.Key).ToList();
        foreach (var other in others)
            findings.Add(OmsReasons.Missing,
                $"'{EvidenceText.Quote(other)}' is in the signature, but the model is the single file '{EvidenceText.Quote(files.Name)}'");
        if (_resources.Count == others.Count)
        {
            _unsigned.Add(files.Name);
            if (!options.IgnoreUnsigned) RefuseUnsigned(files.Name);
        }
        return Jobs(statement.Resources.Where(r => !others.Contains(r.Path)), _ => 0);
    }

    private List<(HashJob Job, OmsResource Resource)> Directory(CancellationToken cancellation)
    {
        var entries = files.List(MostFiles, cancellation);
        if (entries.Count > MostFiles)
        {
            findings.Add(OmsReasons.TooManyFiles, $"the model has more than {MostFiles} files");
            return [];
        }
        var present = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var isSigned = _resources.Contains(entry.Path);
            if (!isSigned && entry.Path == options.SignaturePath) continue;
            if (!isSigned && (_isAllExcluded || _excluded.Contains(entry.Path))) _ignored.Add(entry.Path);
            else if (Look(entry, isSigned)) present.Add(entry.Path, entry.Length);
        }
        var listed = entries.Select(e => e.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var resource in _resources.Where(r => !listed.Contains(r.Key)))
            findings.Add(OmsReasons.Missing,
                $"'{EvidenceText.Quote(resource.Key)}' is in the signature, but not in the model; get the whole model again");
        return Jobs(statement.Resources.Where(r => present.ContainsKey(r.Path)), path => present[path]);
    }

    /// <summary>True: it is a file, or a link that may be followed, and its digest is to be compared.</summary>
    private bool Look(ModelEntry entry, bool isSigned)
    {
        var quoted = EvidenceText.Quote(entry.Path);
        switch (entry.Kind)
        {
            case ModelEntryKind.Special:
                findings.Add(OmsReasons.SpecialFile, $"'{quoted}' is {entry.Detail} and not a file; remove it");
                return false;
            case ModelEntryKind.Unreadable:
                findings.Add(OmsReasons.Unreadable, $"'{quoted}' cannot be read: {entry.Detail}");
                return false;
            case ModelEntryKind.Link when !FollowsLinks:
                findings.Add(OmsReasons.Link, $"'{quoted}' is a symbolic link, and the signature does not allow them; put the file in its place");
                return false;
        }
        if (isSigned) return true;
        _unsigned.Add(entry.Path);
        if (options.IgnoreUnsigned) return false;
        if (statement.ShardSize is not null && entry is { Kind: ModelEntryKind.File, Length: 0 })
        {
            findings.Add(OmsReasons.UnsignedEmpty,
                $"'{quoted}' is empty, and signatures by shards cannot cover empty files; sign by files, or pass --ignore-unsigned to accept it");
        }
        else
        {
            RefuseUnsigned(entry.Path);
        }
        return false;
    }

    private void RefuseUnsigned(string path) => findings.Add(OmsReasons.Unsigned,
        $"'{EvidenceText.Quote(path)}' is not in the signature; remove it, or pass --ignore-unsigned to accept files that nobody signed");

    private List<(HashJob Job, OmsResource Resource)> Jobs(IEnumerable<OmsResource> resources, Func<string, long> length) =>
        [.. resources.Select(r => (new HashJob(r.Path, r.Range, r.Range is { } range ? range.End - range.Start : length(r.Path), FollowsLinks), r))];

    private (int Covered, long Bytes) Compare(List<(HashJob Job, OmsResource Resource)> jobs, HashResult[] results)
    {
        var (covered, bytes) = (0, 0L);
        foreach (var file in jobs.Zip(results).GroupBy(p => p.First.Resource.Path))
        {
            var parts = file.Select(p => (p.First.Resource, Result: p.Second)).ToList();
            if (!parts.All(p => Same(p.Resource, p.Result)) || !IsWhole(file.Key, parts)) continue;
            covered++;
            bytes += parts[0].Result.FileLength;
        }
        return (covered, bytes);
    }

    private bool Same(OmsResource resource, HashResult result)
    {
        var quoted = EvidenceText.Quote(resource.Range is { } range ? ShardName.Of(resource.Path, range) : resource.Path);
        if (result.Refusal is { } refusal)
        {
            findings.Add(refusal.Id, refusal.Message);
            return false;
        }
        if (result.IsOutside && !findings.Add(OmsReasons.LinkOutside,
            $"'{quoted}' is a link to a file outside of the model; put the file in its place")) return false;
        var isWhole = resource.Range is not { } wanted || result.Length == wanted.End - wanted.Start;
        if (isWhole && result.Digest.AsSpan().SequenceEqual(resource.Digest)) return true;
        findings.Add(OmsReasons.Changed, $"'{quoted}' is not what was signed: its {statement.Hash.Name} is "
            + $"{Convert.ToHexStringLower(result.Digest!)}, signed was {Convert.ToHexStringLower(resource.Digest)}; "
            + "get the file again, and do not use it before it verifies");
        return false;
    }

    /// <summary>That the ranges of a file cover every byte of it.</summary>
    private bool IsWhole(string path, List<(OmsResource Resource, HashResult Result)> parts)
    {
        if (statement.ShardSize is null) return true;
        var length = parts[0].Result.FileLength;
        var end = 0L;
        foreach (var range in parts.Select(p => p.Resource.Range!).Distinct().OrderBy(r => r.Start))
        {
            if (range.Start != end) break;
            end = range.End;
        }
        if (end == length) return true;
        findings.Add(OmsReasons.ShardRange,
            $"the signature covers the first {end} of {length} bytes of '{EvidenceText.Quote(path)}'; the rest is not signed");
        return false;
    }
}
