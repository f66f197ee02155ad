using Assay.Storage;
using Assay.Storage.Attestations;
using Assay.Storage.Keys;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Attestations;

/// <summary>
/// Attests verdicts soon after they are decided. It looks at the database and not at messages, so none is left out: what was decided while it was down is
/// found when it starts again. Any number of instances may run; the first one that stores wins.
/// </summary>
internal sealed partial class AttestationService(
    IServiceProvider services, IAttestationSigner signer, IOptions<AttestationOptions> options, TimeProvider clock, ILogger<AttestationService> logger) : BackgroundService
{
    private const int Batch = 100;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    /// <summary>How long it may have been down without leaving verdicts out; later ones are attested when they are asked for.</summary>
    private static readonly TimeSpan _lookBack = TimeSpan.FromDays(7);

    /// <summary>A verdict may become visible after a younger one: transactions end in another order than they began in.</summary>
    private static readonly TimeSpan _overlap = TimeSpan.FromMinutes(5);

    /// <summary>Verdicts of the overlap that have nothing to attest.</summary>
    private readonly Dictionary<Guid, DateTimeOffset> _passed = [];

    private AttestationSigning? _signing;

    /// <summary>A key that cannot be used stops the start: a server that attests nothing although it was told to would be noticed too late.</summary>
    /// <exception cref="SigningKeyException">It cannot be read, or was put out of use.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _signing = AttestationSigning.Of(signer, options.Value);
        if (_signing is not null) await services.GetRequiredService<IScanAttestations>().ListKeyAsync(_signing.Signer.PublicKey, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_signing is not { } signing) return;
        var store = services.GetRequiredService<IScanAttestations>();
        var attester = services.GetRequiredService<ScanAttester>();
        var from = clock.GetUtcNow() - _lookBack;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                from = await RoundAsync(store, attester, signing, from, stoppingToken);
            }
            catch (Exception e) when (e is StorageUnavailableException or StorageFullException)
            {
                LogWaiting(e.Message);
            }
            await Task.Delay(_pause, clock, stoppingToken);
        }
    }

    /// <summary>Attests what is open; the time from which on the next round looks.</summary>
    private async Task<DateTimeOffset> RoundAsync(
        IScanAttestations store, ScanAttester attester, AttestationSigning signing, DateTimeOffset from, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Those that cannot be attested are found again until the overlap is over, and must not fill the page.
            var pending = await store.PendingAsync(from, Batch + _passed.Count, cancellationToken);
            var open = pending.Where(p => !_passed.ContainsKey(p.VerdictId)).ToList();
            foreach (var verdict in open)
            {
                var outcome = await attester.OfScanAsync(verdict.ScanId, signing, cancellationToken);
                // An older verdict of a scan that was decided again stays without statements; the newest one has them.
                _passed[verdict.VerdictId] = verdict.DecidedAt;
                if (outcome.Problem is { } problem) LogPassed(verdict.ScanId, problem);
            }
            if (pending.Count > 0 && pending[^1].DecidedAt - _overlap > from) from = pending[^1].DecidedAt - _overlap;
            foreach (var old in _passed.Where(p => p.Value < from).Select(p => p.Key).ToList()) _passed.Remove(old);
            if (open.Count == 0) return from;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Attestations wait for the database: {Reason}")]
    private partial void LogWaiting(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Scan {Scan} is not attested: {Reason}")]
    private partial void LogPassed(Guid scan, string reason);
}
