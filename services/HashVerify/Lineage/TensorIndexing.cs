using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Lineage;
using Assay.Domain.Versions;
using Assay.Formats;
using Assay.Formats.Tensors;
using Assay.Storage.Blobs;
using Assay.Storage.Lineage;

namespace Assay.HashVerify.Lineage;

/// <summary>Hashes the tensors of a version's files and writes them down, each content once for ever.</summary>
public sealed class TensorIndexing(ITensorIndex index, IBlobStore blobs)
{
    /// <summary>Raised whenever a file's tensors may come out differently.</summary>
    public const int Version = 1;

    private const int BatchSize = 2000;
    private const int MaxProblem = 1000;

    /// <summary>Sees to it that all tensors of a version are known.</summary>
    /// <returns>What could not be hashed, a sentence for each file.</returns>
    public async Task<IReadOnlyList<string>> IndexAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var files = TensorSubjects.Of(version);
        if (files.Count == 0) return [];
        var known = await index.KnownAsync([.. files.Select(f => TensorSubjects.Key(version, f))], Version, cancellationToken).ConfigureAwait(false);
        var problems = new List<string>();
        foreach (var file in files)
        {
            var subject = TensorSubjects.Key(version, file);
            if (!known.TryGetValue(subject, out var problem)) problem = await IndexAsync(version, file, subject, cancellationToken).ConfigureAwait(false);
            if (problem is not null) problems.Add($"tensors of {EvidenceText.Quote(file.Path)}: {problem}");
        }
        return problems;
    }

    private async Task<string?> IndexAsync(ModelVersion version, VersionFile file, Sha256Digest subject, CancellationToken cancellationToken)
    {
        using var blob = await blobs.OpenAsync(file.Sha256, cancellationToken).ConfigureAwait(false);
        if (blob is null) return "its bytes are missing from the store";
        var bytes = new CachedByteSource(new FileByteSource(blob.File));
        using var folder = new ModelFolder(blobs, TensorSubjects.Companions(version, file));
        using var listing = TensorReader.List(bytes, file.Path, folder, cancellationToken);
        var problems = new List<string>(listing?.Problems ?? []);
        if (listing is not null)
        {
            // Numbers that stand in another file are that file's content, whoever names them.
            var batches = new Dictionary<Sha256Digest, List<StoredTensor>>();
            foreach (var tensor in TensorHasher.Hash(listing, bytes.Length, Add, cancellationToken))
            {
                var holder = tensor.Entry.File is { } location && folder.Find(location) is { } other ? other.Sha256 : file.Sha256;
                if (!batches.TryGetValue(holder, out var batch)) batches[holder] = batch = new(Math.Min(BatchSize, listing.Tensors.Count));
                batch.Add(Stored(tensor));
                if (batch.Count < BatchSize) continue;
                await index.AddAsync(holder, batch, cancellationToken).ConfigureAwait(false);
                batch.Clear();
            }
            foreach (var (holder, batch) in batches) await index.AddAsync(holder, batch, cancellationToken).ConfigureAwait(false);
        }
        var problem = problems.Count == 0 ? null : string.Join("; ", problems);
        if (problem?.Length > MaxProblem) problem = problem[..MaxProblem];
        await index.DoneAsync(subject, Version, problem, cancellationToken).ConfigureAwait(false);
        return problem;

        void Add(string what)
        {
            if (!problems.Contains(what)) problems.Add(what);
        }
    }

    private static StoredTensor Stored(HashedTensor tensor) => new(
        tensor.Digest,
        tensor.Entry.Name,
        tensor.Entry.ElementType.Length <= 32 ? tensor.Entry.ElementType : tensor.Entry.ElementType[..32],
        string.Join('x', tensor.Entry.Shape),
        tensor.Entry.Length,
        (int)tensor.Kind);
}
