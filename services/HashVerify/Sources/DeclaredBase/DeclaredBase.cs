using Assay.Contracts.Reports;
using Assay.Domain.Lineage;
using Assay.Domain.Versions;
using Assay.Storage.Versions;

namespace Assay.HashVerify.Sources.DeclaredBase;

/// <summary>
/// Files that are the same as those of the base model that a model declares, as far as the base was scanned here from its hub. A weak voucher: which
/// base it has is the model's own word, and a file of the base says nothing of those that were changed.
/// </summary>
internal sealed class DeclaredBase(IKnownFiles known) : ITrustedSource
{
    /// <summary>Merges name several; more than that is not meant.</summary>
    private const int MaxBases = 16;

    public string Id => "declared-base";

    public async Task<SourceAnswer> AskAsync(SourceQuestion question, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        names.UnionWith(DeclaredBases.InMetadata(question.Version.Metadata));
        foreach (var file in question.Version.Files.Where(f => f.State == FileState.Stored && DeclaredBases.MayName(f.Path)))
        {
            if (await question.Files.ReadAsync(file, DeclaredBases.MaxBytes, cancellationToken) is { } text) names.UnionWith(DeclaredBases.InFile(file.Path, text.Span));
        }
        names.Remove(question.Version.Name);
        var statements = new List<Statement>();
        foreach (var name in names.Select(DeclaredBases.RepositoryOf).OfType<string>().Distinct().Order(StringComparer.Ordinal).Take(MaxBases))
            statements.AddRange(await SameAsync(question.Version, name, cancellationToken));
        return SourceAnswer.Of(statements);
    }

    private async Task<IEnumerable<Statement>> SameAsync(ModelVersion version, string name, CancellationToken cancellationToken)
    {
        var stored = version.Files.Where(f => f.State == FileState.Stored).ToList();
        var same = await known.ReadAsync(name, [.. stored.Select(f => f.Sha256)], cancellationToken);
        var by = new Voucher($"base {name}", VoucherKind.Base, VoucherStrength.Weak, Voucher.Sha256);
        return stored.Where(f => same.Contains((f.Path, f.Sha256))).Select(f => new Statement(Says.Genuine, f.Path, f.Sha256.Hex, by, SourcePrecedence.Base));
    }
}
