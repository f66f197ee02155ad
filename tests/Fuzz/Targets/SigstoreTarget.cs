using System.Text.Json;
using Assay.Attestation.Bundles;
using Assay.Attestation.Sigstore;

namespace Assay.Tests.Fuzz.Targets;

/// <summary>
/// Sigstore bundles that verify, and trusted roots: mutated as text, and bundles in each of their parts (certificates, timestamps, checkpoints,
/// entries, signatures) as well. A bundle that is accepted has to prove what it proved before.
/// </summary>
internal sealed class SigstoreTarget : IFuzzTarget
{
    private static readonly DateTimeOffset _now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<Case> _cases = [];
    private readonly List<Seed> _seeds = [];

    /// <summary>Reads the cases of a folder with a <c>manifest.jsonl</c> that are to be accepted.</summary>
    public SigstoreTarget(string folder)
    {
        foreach (var line in File.ReadLines(Path.Combine(folder, "manifest.jsonl")).Select(l => JsonElement.Parse(l)))
        {
            if (Text(line, "trusted_root") is not { } root || Text(line, "expect") != "valid" || Text(line, "identity") is not { } identity) continue;
            var rootBytes = File.ReadAllBytes(Path.Combine(folder, root));
            var bundleBytes = File.ReadAllBytes(Path.Combine(folder, Text(line, "signature")!));
            var subject = Text(line, "artifact") is { } artifact ? SigstoreSubject.OfBytes(File.ReadAllBytes(Path.Combine(folder, artifact))) : null;
            if (TrustedRootReader.Read(rootBytes).Value is not { } trusted || SigstoreBundleJson.Parse(bundleBytes).Value is not { } bundle) continue;
            var policy = SigstorePolicy.ForIdentity(identity, Text(line, "issuer")!, _now);
            if (new SigstoreVerifier(trusted).Verify(bundle, policy, subject).Verified is not { } proved) continue;
            _seeds.Add(new($"{_cases.Count} root", rootBytes));
            _seeds.Add(new($"{_cases.Count} bundle", bundleBytes));
            foreach (var (part, bytes) in BundleParts.Of(bundle)) _seeds.Add(new($"{_cases.Count} {part}", bytes));
            _cases.Add(new(trusted, bundle, policy, subject, proved));
        }
    }

    public IReadOnlyList<Seed> Seeds => _seeds;

    public string? Examine(byte[] input, Seed origin)
    {
        var (number, part) = (origin.Name.Split(' ')[0], origin.Name.Split(' ')[1]);
        var known = _cases[int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)];
        if (part == "root")
        {
            var root = TrustedRootReader.Read(input);
            return root.IsOk ? Judge(known, known.Bundle, root.Value) : NoReason(root.Reason);
        }
        if (part != "bundle") return Judge(known, BundleParts.With(known.Bundle, part, input), known.Root);
        var bundle = SigstoreBundleJson.Parse(input);
        return bundle.IsOk ? Judge(known, bundle.Value, known.Root) : NoReason(bundle.Reason);
    }

    private static string? Judge(Case known, SigstoreBundle bundle, TrustedRoot root)
    {
        var result = new SigstoreVerifier(root).Verify(bundle, known.Policy, known.Subject);
        if (!result.IsValid) return NoReason(result.Refusal.Message);
        var (was, now) = (known.Proved, result.Verified);
        var same = now.Payload.Span.SequenceEqual(was.Payload.Span) && now.PayloadType == was.PayloadType && now.LogIndex == was.LogIndex
            && now.Signer.Certificate!.RawDataMemory.Span.SequenceEqual(was.Signer.Certificate!.RawDataMemory.Span) && now.Times.All(was.Times.Contains);
        return same ? null : $"accepted, and proves something else: {now}";
    }

    private static string? NoReason(string reason) => reason.Length == 0 ? "refused without a reason" : null;

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed record Case(TrustedRoot Root, SigstoreBundle Bundle, SigstorePolicy Policy, SigstoreSubject? Subject, VerifiedSignature Proved);
}
