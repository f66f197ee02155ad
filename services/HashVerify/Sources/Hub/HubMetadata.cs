using Assay.Contracts.Reports;

namespace Assay.HashVerify.Sources.Hub;

/// <summary>What the hub's listing says of each file: SHA-256 of large files, git blob id of small ones.</summary>
internal sealed class HubMetadata : ITrustedSource
{
    public string Id => "hub";

    public Task<SourceAnswer> AskAsync(SourceQuestion question, CancellationToken cancellationToken)
    {
        var statements = new List<Statement>();
        var name = $"listing of {question.Version.Source}";
        foreach (var file in question.Version.Files)
        {
            if (!file.DeclaredSha256.IsEmpty)
                statements.Add(Of(file.Path, file.DeclaredSha256.Hex, new(name, VoucherKind.Hub, VoucherStrength.Moderate, Voucher.Sha256)));
            else if (!file.DeclaredGitBlob.IsEmpty)
                statements.Add(Of(file.Path, file.DeclaredGitBlob.Hex, new(name, VoucherKind.Hub, VoucherStrength.Weak, Voucher.GitSha1)));
        }
        return Task.FromResult(SourceAnswer.Of(statements));
    }

    private static Statement Of(string path, string digest, Voucher by) => new(Says.Genuine, path, digest, by, SourcePrecedence.Hub);
}
