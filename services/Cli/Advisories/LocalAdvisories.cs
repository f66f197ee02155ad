using Assay.Cli.Hosting;
using Assay.Domain.Advisories;
using Assay.Domain.Advisories.Exports;
using Assay.Reporting.Advisories;
using Assay.Reporting.Api.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Advisories;

/// <summary>Advisories in this machine's database; whoever runs the command acts. Subscribers are told by the next server on that database.</summary>
internal sealed class LocalAdvisories(ServiceProvider services) : IAdvisoryDesk
{
    private readonly AdvisoryDesk _desk = services.GetRequiredService<AdvisoryDesk>();

    private static string Actor => "local:" + Environment.UserName;

    public static async Task<LocalAdvisories> OpenAsync(string? data, CancellationToken cancellationToken) => new(await StorageOnly.OpenMigratedAsync(data, cancellationToken));

    public async Task<Advisory> IssueAsync(AdvisoryRequest request, CancellationToken cancellationToken) => Value(await _desk.IssueAsync(request, Actor, cancellationToken));

    public async Task<Advisory> WithdrawAsync(string id, string reason, CancellationToken cancellationToken) =>
        Value(await _desk.WithdrawAsync(id, reason, Actor, cancellationToken));

    public async Task<AdvisoryDetail> ShowAsync(string id, CancellationToken cancellationToken) => Value(await _desk.ShowAsync(id, cancellationToken));

    public Task<AdvisoryListing> ListAsync(long after, CancellationToken cancellationToken) => _desk.ListAsync(after, 100, cancellationToken);

    public async Task<AffectedList> AffectedAsync(string id, CancellationToken cancellationToken) => Value(await _desk.AffectedAsync(id, 1000, cancellationToken));

    public async Task<string> ExportAsync(string id, AdvisoryFormat format, CancellationToken cancellationToken) =>
        Value(await _desk.ExportAsync(id, format, cancellationToken));

    public Task<ImportSummary> ImportAsync(IReadOnlyList<Advisory> advisories, CancellationToken cancellationToken) =>
        _desk.ImportAsync(advisories.Select(a => new Domain.Advisories.Imports.AdvisoryReading(a, null)), Actor, cancellationToken);

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static T Value<T>(DeskAnswer<T> answer)
        where T : class => answer.Value ?? throw new UsageException(answer.Problem!);
}
