using System.Text.Json;
using Assay.Cli.Provenance;
using Assay.Attestation.Oms;

namespace Assay.Tests.Unit.Attestation.Oms;

/// <summary>
/// Signatures by the reference implementation, by its releases and by a vendor, and tampered ones, where they lie beside the repository.
/// </summary>
public sealed class OmsCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_signature_gets_the_expected_answer()
    {
        var cases = ProvenanceCorpus.Cases("oms-made", "oms-official", "oms-field").Where(c => c.Text("signature").Length > 0).ToList();
        var wrong = new List<string>();
        foreach (var line in cases)
        {
            using var model = RestoredLinks.Of(line);
            var result = await VerifyAsync(line, model.Path, isLenient: false);
            if (line.Text("divergence").Length > 0) output.WriteLine($"{line.Text("id")}: the reference differs: {line.Text("reference_api")}");
            if (result.IsValid != (line.Text("expect") == "valid"))
                wrong.Add($"{line.Text("id")}: {string.Join("; ", result.Refusals.Select(r => $"{r.Id} {r.Message}"))}");
        }
        output.WriteLine($"{cases.Count} signatures");
        wrong.ShouldBeEmpty();
        cases.Count.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Leniency_never_refuses_what_is_valid_and_lets_nothing_pass_that_the_reference_refuses()
    {
        foreach (var line in ProvenanceCorpus.Cases("oms-made").Where(c => c.Text("signature").Length > 0))
        {
            using var model = RestoredLinks.Of(line);
            var result = await VerifyAsync(line, model.Path, isLenient: true);
            if (line.Text("expect") == "valid") result.IsValid.ShouldBeTrue(line.Text("id"));
            else result.IsValid.ShouldBe(line.Text("reference_api") == "pass", line.Text("id"));
            if (result.IsValid && line.Text("expect") != "valid") result.LetPass.ShouldNotBeEmpty(line.Text("id"));
        }
    }

    [Fact]
    public void Bundles_of_the_specification_are_read_and_its_broken_ones_refused()
    {
        foreach (var line in ProvenanceCorpus.Cases("oms-spec").Where(c => c.Text("path").EndsWith(".bundle.json", StringComparison.Ordinal)))
        {
            var result = OmsVerifier.VerifyStatement(
                ProvenanceCorpus.Bytes(line.Text("path")), new Assay.Attestation.Oms.Trust.CertificateTrust([]), TestSigner.Options);
            var isRead = result.Refusals.All(r => r.Id != OmsReasons.Bundle);

            // A wrong predicate is behind a signature whose key is not known: the schema alone finds it.
            if (!line.Text("path").Contains("invalid-payload", StringComparison.Ordinal)) isRead
                .ShouldBe(line.Text("expect") == "valid", line.Text("id"));
            result.IsValid.ShouldBeFalse();
        }
    }

    private static Task<OmsVerification> VerifyAsync(JsonElement line, string model, bool isLenient)
    {
        var options = line.TryGetProperty("options", out var o) ? o : JsonElement.Parse("{}");
        var request = new VerifyRequest
        {
            Target = model,
            Signature = At(line, "signature"),
            Key = At(line, "public_key"),
            CertificateRoot = line.Text("method") == "certificate" ? At(line, "root")
                ?? Path.Combine(ProvenanceCorpus.Folder, "oms-made/certs/root.pem") : null,
            TrustedRoot = At(line, "trusted_root"),
            Identity = line.Text("identity") is { Length: > 0 } identity ? identity : null,
            Issuer = line.Text("issuer") is { Length: > 0 } issuer ? issuer : null,
            AllowSymlinks = options.TryGetProperty("allow_symlinks", out var allow) && allow.GetBoolean(),
            IgnoreUnsigned = options.TryGetProperty("ignore_unsigned_files", out var ignore) && ignore.GetBoolean(),
            IgnorePaths = line.TryGetProperty("ignore_paths", out var paths) ? [.. paths.EnumerateArray().Select(p => p.GetString()!)] : [],
            At = "2026-11-01",
            Lenient = isLenient,
        };
        return ModelVerification.RunAsync(request, TestSigner.Now, TestContext.Current.CancellationToken);
    }

    private static string? At(JsonElement line, string name) => line.Text(name) is { Length: > 0 } path ? Path.Combine(ProvenanceCorpus.Folder, path)
        : null;

    /// <summary>Some ways to copy a corpus turn a link into a file that holds its target.</summary>
    private sealed class RestoredLinks(string path, DirectoryInfo? copy) : IDisposable
    {
        public string Path => path;

        public static RestoredLinks Of(JsonElement line)
        {
            var model = System.IO.Path.Combine(ProvenanceCorpus.Folder, line.Text("model"));
            if (!line.Text("id").Contains("symlink", StringComparison.Ordinal) || !Directory.Exists(model)) return new(model, null);
            var copy = Directory.CreateTempSubdirectory("assay-corpus-");
            foreach (var file in Directory.GetFiles(model, "*", SearchOption.AllDirectories))
            {
                var target = System.IO.Path.Combine(copy.FullName, "model", System.IO.Path.GetRelativePath(model, file));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
                if (File.ResolveLinkTarget(file, false) is not null) File.CreateSymbolicLink(target, new FileInfo(file).LinkTarget!);
                else if (new FileInfo(file).Length < 64 && File.ReadAllText(file).EndsWith(".json", StringComparison.Ordinal))
                    File.CreateSymbolicLink(target, File.ReadAllText(file));
                else File.Copy(file, target);
            }
            foreach (var beside in Directory.GetFiles(System.IO.Path.GetDirectoryName(model)!, "*.json"))
                File.Copy(beside, System.IO.Path.Combine(copy.FullName, System.IO.Path.GetFileName(beside)));
            return new(System.IO.Path.Combine(copy.FullName, "model"), copy);
        }

        public void Dispose() => copy?.Delete(recursive: true);
    }
}
