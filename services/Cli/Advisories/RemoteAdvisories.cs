using System.Text;
using System.Text.Json;
using Assay.Cli.Remote;
using Assay.Contracts;
using Assay.Domain.Advisories;
using Assay.Domain.Advisories.Exports;
using Assay.Reporting.Advisories;
using Assay.Reporting.Client;

namespace Assay.Cli.Advisories;

/// <summary>Advisories of a server; the token acts.</summary>
internal sealed class RemoteAdvisories(AssayApiClient client) : IAdvisoryDesk
{
    public async Task<Advisory> IssueAsync(AdvisoryRequest request, CancellationToken cancellationToken) =>
        (await client.IssueAdvisoryAsync(request, cancellationToken)).Value();

    public async Task<Advisory> WithdrawAsync(string id, string reason, CancellationToken cancellationToken) =>
        (await client.WithdrawAdvisoryAsync(id, reason, cancellationToken)).Value();

    public async Task<AdvisoryDetail> ShowAsync(string id, CancellationToken cancellationToken) => (await client.AdvisoryAsync(id, cancellationToken)).Value();

    public async Task<AdvisoryListing> ListAsync(long after, CancellationToken cancellationToken) => (await client.AdvisoriesAsync(after, cancellationToken)).Value();

    public async Task<AffectedList> AffectedAsync(string id, CancellationToken cancellationToken) => (await client.AffectedAsync(id, cancellationToken)).Value();

    public async Task<string> ExportAsync(string id, AdvisoryFormat format, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        var path = $"/advisories/{Uri.EscapeDataString(id)}/export?format={format.ToString().ToLowerInvariant()}";
        if (await client.FileAsync(path, file, cancellationToken) is { } failure) throw new UsageException(failure.Message);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    public async Task<ImportSummary> ImportAsync(IReadOnlyList<Advisory> advisories, CancellationToken cancellationToken)
    {
        using var lines = new MemoryStream();
        foreach (var advisory in advisories)
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(advisory, AssayJson.Options));
            lines.WriteByte((byte)'\n');
        }
        return (await client.ImportAdvisoriesAsync(lines.ToArray(), cancellationToken)).Value();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
