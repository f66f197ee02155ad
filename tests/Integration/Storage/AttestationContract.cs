using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Deployment;
using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Attestation.Predicates;
using Assay.Attestation.Transparency;
using Assay.Storage.Attestations;
using Assay.Storage.Keys;
using Assay.Storage.Transparency;

namespace Assay.Tests.Integration.Storage;

/// <summary>Attestations of scans in a database.</summary>
public abstract class AttestationContract(IStorageHome home) : LedgerContract(home), IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _key.Dispose();
    }

    [Fact]
    public async Task Attestations_are_kept_in_order_with_receipts_that_prove_them()
    {
        var made = await Bed.Attestations.StoreAsync(New(_key), Token);
        var read = await Bed.Attestations.ReadAsync(_scan, Token);
        read.ShouldBe(made);
        read.Select(a => a.PredicateType).ShouldBe([PredicateTypes.Vulns, PredicateTypes.VerificationSummary]);
        read[1].LogIndex.ShouldBe(read[0].LogIndex + 1);
        var keys = await Bed.Log.KeysAsync(Token);
        foreach (var (attestation, bundle) in read.Zip(AttestationFile.Parse(AttestationFile.Write(read.Select(a => a.Bundle))).Value!))
        {
            var (entry, note) = (bundle.LogEntries[0], bundle.LogEntries[0].InclusionProof!);
            var checkpoint = SignedCheckpoint.Verify(note.Checkpoint!, keys).Value!.Checkpoint;
            MerkleProof.Includes(attestation.LogIndex, checkpoint.Size, MerkleHash.Leaf(entry.CanonicalizedBody), note.Hashes, checkpoint.Root).ShouldBeTrue();
            (await Bed.Log.EntriesAsync(attestation.LogIndex, 1, Token))[0].ShouldBe(entry.CanonicalizedBody);
        }
        (await Bed.Attestations.ReadAsync(Guid.NewGuid(), Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_verdict_is_attested_once_however_many_try_at_the_same_time()
    {
        var verdict = Guid.CreateVersion7();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Bed.Attestations.StoreAsync(New(_key, verdict), Token)));
        outcomes.ShouldAllBe(o => o.SequenceEqual(outcomes[0]));
        (await Bed.Attestations.ReadOfVerdictAsync(verdict, Token)).ShouldBe(outcomes[0]);
        var audit = await new LogAudit(new LogDatabase(Bed.Log), [.. await Bed.Log.KeysAsync(Token)]).RunAsync([], Token);
        audit.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_newer_verdict_of_the_scan_has_attestations_of_its_own_and_the_old_ones_stay()
    {
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var old = await Bed.Attestations.StoreAsync(New(_key, first), Token);
        var made = await Bed.Attestations.StoreAsync(New(_key, second), Token);
        (await Bed.Attestations.ReadAsync(_scan, Token)).ShouldBe(made);
        (await Bed.Attestations.ReadOfVerdictAsync(first, Token)).ShouldBe(old);
    }

    [Fact]
    public async Task A_new_key_of_the_installation_puts_the_old_one_out_of_use_for_ever()
    {
        await Bed.Attestations.ListKeyAsync(Public(_key), Token);
        await Bed.Attestations.StoreAsync(New(_key), Token);
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var size = (await Bed.Log.LatestAsync(Token))!.Size;
        Bed.Time.Advance(TimeSpan.FromHours(1));
        await Bed.Attestations.ListKeyAsync(Public(next), Token);
        await Bed.Attestations.ListKeyAsync(Public(next), Token);
        var (old, current) = (await KeyAsync(_key), await KeyAsync(next));
        (old.RetiredAt, old.RetiredAtSize >= size, current.RetiredAt).ShouldBe((Bed.Time.GetUtcNow(), true, null));
        (await Should.ThrowAsync<SigningKeyException>(Bed.Attestations.StoreAsync(New(_key), Token))).Message.ShouldContain("out of use");
        await Should.ThrowAsync<SigningKeyException>(Bed.Attestations.ListKeyAsync(Public(_key), Token));
        (await Bed.Attestations.StoreAsync(New(next), Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_one_command_names_leaves_the_others_in_use()
    {
        await Bed.Attestations.ListKeyAsync(Public(_key), Token);
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Bed.Attestations.StoreAsync(New(own) with { RetiresOthers = false }, Token);
        (await KeyAsync(_key)).RetiredAt.ShouldBeNull();
        (await KeyAsync(own)).RetiredAt.ShouldBeNull();
    }

    [Theory]
    [InlineData("DELETE FROM attestations")]
    [InlineData("UPDATE attestations SET bundle = ''")]
    [InlineData("DELETE FROM attestation_keys")]
    [InlineData("UPDATE attestation_keys SET retired_at = NULL WHERE retired_at IS NOT NULL")]
    public async Task The_database_refuses_to_change_what_was_attested(string sql)
    {
        await Bed.Attestations.StoreAsync(New(_key), Token);
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Bed.Attestations.ListKeyAsync(Public(next), Token);
        await Should.ThrowAsync<Exception>(() => RunSqlAsync(sql));
    }

    [Fact]
    public async Task Verdicts_without_attestations_are_found_until_they_have_some()
    {
        var from = Bed.Time.GetUtcNow();
        var (id, verdict) = await ConcludedAsync();
        var pending = (await Bed.Attestations.PendingAsync(from, 1000, Token)).Where(p => p.ScanId == id).ToList();
        pending.ShouldHaveSingleItem().ShouldBe(new PendingVerdict(id, verdict.Id, verdict.DecidedAt));
        (await Bed.Attestations.PendingAsync(verdict.DecidedAt.AddMinutes(1), 1000, Token)).ShouldNotContain(p => p.ScanId == id);
        await Bed.Attestations.StoreAsync(New(_key, verdict.Id) with { ScanId = id }, Token);
        (await Bed.Attestations.PendingAsync(from, 1000, Token)).ShouldNotContain(p => p.ScanId == id);
    }

    /// <summary>Runs a statement behind the program's back.</summary>
    protected abstract Task RunSqlAsync(string sql);

    private readonly Guid _scan = Guid.CreateVersion7();

    private static EcdsaPublicKey Public(ECDsa key) => EcdsaPublicKey.From(key)!;

    private async Task<AttestationKey> KeyAsync(ECDsa key) =>
        (await Bed.Attestations.KeysAsync(Token)).Single(k => k.Key.SubjectPublicKeyInfo.Span.SequenceEqual(key.ExportSubjectPublicKeyInfo()));

    private async Task<(Guid Id, Domain.Verdicts.Verdict Verdict)> ConcludedAsync()
    {
        var id = await SubmitAsync();
        var scan = (await ReadAsync(id)).Scan;
        var verdict = Samples.Verdict(scan, Contracts.Values.VerdictKind.Approved, Bed.Time.GetUtcNow());
        (await Bed.Ledger.ConcludeAsync(scan.Revision, verdict, Token)).Value.ShouldBeTrue();
        return (id, verdict);
    }

    private NewAttestations New(ECDsa key, Guid? verdict = null) =>
        new(_scan, verdict ?? Guid.CreateVersion7(), [(PredicateTypes.Vulns, Envelope(key, "{}")), (PredicateTypes.VerificationSummary, Envelope(key, "{ }"))], Public(key), RetiresOthers: true);

    private static DsseEnvelope Envelope(ECDsa key, string payload)
    {
        var bytes = Encoding.UTF8.GetBytes(payload);
        var signed = PreAuthenticationEncoding.Of(DsseEnvelope.InTotoPayloadType, bytes);
        return new(bytes, DsseEnvelope.InTotoPayloadType, [new(key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), "")]);
    }
}
