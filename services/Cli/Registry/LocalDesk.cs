using Assay.Cli.Hosting;
using Assay.Domain.Registry;
using Assay.Reporting.Api.Registry;
using Assay.Reporting.Api.Shapes;
using Assay.Storage.Attestations;
using Assay.Storage.Registry;
using Assay.Storage.Transparency;
using Assay.Storage.Verdicts;
using Assay.Storage.Versions;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Registry;

/// <summary>The registry in this machine's database; whoever runs the command acts.</summary>
internal sealed class LocalDesk : IRegistryDesk
{
    private readonly ServiceProvider _services;
    private readonly ApprovalDesk _desk;

    private LocalDesk(ServiceProvider services)
    {
        _services = services;
        _desk = new(
            services.GetRequiredService<IVersionRegistry>(),
            services.GetRequiredService<ITransparencyLog>(),
            services.GetRequiredService<IVerdictRepository>(),
            services.GetRequiredService<IVersionRepository>(),
            services.GetRequiredService<IScanAttestations>());
    }

    private static RegistryActor Actor => new("local:" + Environment.UserName, Environment.UserName);

    public static async Task<LocalDesk> OpenAsync(string? data, CancellationToken cancellationToken) => new(await StorageOnly.OpenMigratedAsync(data, cancellationToken));

    public async Task<RegistryChange> ApproveAsync(ApproveRequest request, CancellationToken cancellationToken) =>
        Value(await _desk.ApproveAsync(request, Actor, cancellationToken));

    public async Task<RegistryChange> ActAsync(RegistryActKind kind, RegistryActRequest request, CancellationToken cancellationToken) =>
        Value(await _desk.ActAsync(kind, request, Actor, cancellationToken));

    public Task<RegistryList> ListAsync(ApprovalState? state, long? before, CancellationToken cancellationToken) =>
        _desk.ListAsync(new() { State = state, Before = before }, cancellationToken);

    public async Task<IReadOnlyList<RegistryDetail>> ShowAsync(string version, CancellationToken cancellationToken) =>
        Value(await _desk.ShowAsync(version, cancellationToken));

    public Task<byte[]> TrustAsync(CancellationToken cancellationToken) => _desk.TrustAsync(cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static T Value<T>(DeskAnswer<T> answer)
        where T : class => answer.Value ?? throw new UsageException(answer.Problem!);
}
