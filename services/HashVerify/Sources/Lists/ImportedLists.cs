using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Trust;
using Assay.Domain.Versions;

namespace Assay.HashVerify.Sources.Lists;

/// <summary>What imported lists say: by digest alone, or by path where an entry is about this very model.</summary>
internal sealed class ImportedLists : ITrustedSource
{
    public string Id => "lists";

    public Task<SourceAnswer> AskAsync(SourceQuestion question, CancellationToken cancellationToken)
    {
        if (question.Records.Lists.Count == 0) return Task.FromResult(SourceAnswer.Nothing);
        var found = question.Version.Files.Where(f => !f.Sha256.IsEmpty).ToLookup(f => f.Sha256);
        var declared = question.Version.Files.Where(f => f.Sha256 != f.DeclaredSha256 && !f.DeclaredSha256.IsEmpty).ToLookup(f => f.DeclaredSha256);
        var byPath = question.Version.Files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        var (statements, notes) = (new List<Statement>(), new List<string>());
        foreach (var group in question.Records.Lists.GroupBy(hit => hit.List.Id))
        {
            var list = group.First().List;
            IReadOnlyList<ListEntry> entries = [.. group.Select(hit => hit.Entry)];
            if (list.Kind == ListKind.Bad)
            {
                // Empty files are everywhere and do nothing, whatever list they came onto.
                foreach (var entry in entries.Where(e => e.Sha256 != Sha256Digest.OfNothing))
                    statements.AddRange(found[entry.Sha256].Concat(declared[entry.Sha256]).Select(f => Of(list, entry, f.Path, Says.KnownBad)));
                continue;
            }
            foreach (var entry in entries.Where(e => e.Scope is null || e.Path is null))
                statements.AddRange(found[entry.Sha256].Select(f => Of(list, entry, f.Path, Says.Genuine)));
            statements.AddRange(OfModel(list, entries, byPath, notes));
        }
        return Task.FromResult(new SourceAnswer(statements, [], notes));
    }

    /// <summary>Entries about this model by name. Where a list has a path more than once, for several revisions, any of its digests will do.</summary>
    private static IEnumerable<Statement> OfModel(
        TrustedList list, IReadOnlyList<ListEntry> entries, Dictionary<string, VersionFile> files, List<string> notes)
    {
        var absent = 0;
        foreach (var named in entries.Where(e => e is { Scope: not null, Path: not null }).GroupBy(e => e.Path!, StringComparer.Ordinal))
        {
            if (!files.TryGetValue(named.Key, out var file))
            {
                absent++;
                continue;
            }
            yield return Of(list, named.FirstOrDefault(e => IsOf(file, e.Sha256)) ?? named.First(), file.Path, Says.Genuine);
        }
        if (absent > 0) notes.Add($"the list '{list.Name}' names {absent} {(absent == 1 ? "file" : "files")} that this version does not have");
    }

    private static bool IsOf(VersionFile file, Sha256Digest digest) => digest == (file.Sha256.IsEmpty ? file.DeclaredSha256 : file.Sha256);

    private static Statement Of(TrustedList list, ListEntry entry, string path, Says says) => new(
        says,
        path,
        entry.Sha256.Hex,
        new(list.Name, VoucherKind.List, VoucherStrength.Strong, Voucher.Sha256),
        SourcePrecedence.List + list.Precedence,
        entry.Reason ?? list.Reason);
}
