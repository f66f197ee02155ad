using System.Text.Json;
using Assay.Cli;
using Assay.Cli.Provenance;
using Assay.Tests.Unit.Attestation.Oms;

namespace Assay.Tests.Unit.Cli.Provenance;

public sealed class VerifyBatchTests : IDisposable
{
    private readonly TestSigner _signer = new();
    private readonly TestModel _model = TestModel.Small();

    public void Dispose()
    {
        _signer.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task A_line_that_is_wrong_is_a_result_and_the_others_go_on()
    {
        var (signature, key) = await FilesAsync();
        string Line(string id, string target, string more = "") =>
            $$"""{"id":"{{id}}","target":"{{target}}","signature":"{{signature}}","key":"{{key}}"{{more}}}""";

        var (areAllValid, results) = await RunAsync(
            Line("good", _model.Root), "not json", "", "[]", """{"id":"twice","id":"twice"}""", """{"id":"none","target":"x"}""",
            Line("absent", _model.Root + "-not"), Line("unknown", _model.Root, ""","more":1"""), Line("time", _model.Root, ""","at":"soon" """),
            Line("both", _model.Root, ""","certificate_root":"x" """), Line("outside", _model.Root, ""","ignore_paths":["../x"] """), Line("last", _model.Root));

        areAllValid.ShouldBeFalse();
        results.Select(r => r.GetProperty("id").GetString())
            .ShouldBe(["good", "line 2", "line 4", "twice", "none", "absent", "unknown", "time", "both", "outside", "last"]);
        results.Where(r => r.GetProperty("valid").GetBoolean()).Select(r => r.GetProperty("id").GetString()).ShouldBe(["good", "last"]);
        results.Where(r => !r.GetProperty("valid").GetBoolean())
            .ShouldAllBe(r => r.GetProperty("reasons")[0].GetProperty("id").GetString() == VerifyBatch.RequestReason);
        results[0].GetProperty("coverage").GetProperty("covered").GetInt32().ShouldBe(3);
        results[0].GetProperty("coverage").GetProperty("complete").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_signature_inside_of_the_model_needs_no_signature_itself()
    {
        var (_, key) = await FilesAsync();
        var inside = Path.Combine(_model.Root, "model.sig");
        await File.WriteAllBytesAsync(inside, await _signer.SignAsync(_model), TestContext.Current.CancellationToken);
        var copy = Path.Combine(_model.Root, "copy.sig");
        var request = new VerifyRequest { Target = _model.Root, Signature = inside, Key = key };

        (await ModelVerification.RunAsync(request, TestSigner.Now, TestContext.Current.CancellationToken)).IsValid.ShouldBeTrue();
        File.Copy(inside, copy);
        (await ModelVerification.RunAsync(request, TestSigner.Now, TestContext.Current.CancellationToken)).IsValid.ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_or_several_to_trust_is_a_wrong_request()
    {
        var (signature, key) = await FilesAsync();
        var request = new VerifyRequest { Target = _model.Root, Signature = signature };
        foreach (var wrong in new[]
        {
            request,
            request with { Key = key, CertificateRoot = key },
            request with { CertificateRoot = key },
            request with { TrustedRoot = key },
            request with { Key = key, Identity = "a@b.c" },
            request with { Key = signature },
            request with { Key = key, Signature = signature + "x" },
            request with { Key = key, Target = "" },
        })
        {
            await Should.ThrowAsync<UsageException>(() => ModelVerification.RunAsync(wrong, TestSigner.Now, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task What_a_hostile_model_is_called_cannot_steer_the_terminal()
    {
        var bundle = await _signer.SignAsync(_model);
        _model.Write("a\u001b[31mb", "x");
        var result = await _signer.VerifyAsync(_model, bundle);

        var text = VerificationText.Of(new() { Target = "model\u001b[0m" }, result);

        text.ShouldStartWith("NOT VALID: do not use model\\u001b[0m.");
        text.ShouldNotContain('\u001b');
    }

    private async Task<(string Signature, string Key)> FilesAsync()
    {
        var (signature, key) = (_model.Outside("model.sig"), _model.Outside("key.pem"));
        await File.WriteAllBytesAsync(signature, await _signer.SignAsync(_model), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(key, _signer.Key.ExportSubjectPublicKeyInfoPem(), TestContext.Current.CancellationToken);
        return (signature, key);
    }

    private async Task<(bool, IReadOnlyList<JsonElement>)> RunAsync(params string[] lines)
    {
        var file = _model.Outside("batch.jsonl");
        await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        var areAllValid = await VerifyBatch.RunAsync(file, false, TestSigner.Now, output, TestContext.Current.CancellationToken);
        return (areAllValid, [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l))]);
    }
}
