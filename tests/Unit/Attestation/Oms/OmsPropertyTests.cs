using System.Text.Json;
using Assay.Attestation.Oms;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Attestation.Oms;

public sealed class OmsPropertyTests : IDisposable
{
    private static readonly JsonSerializerOptions _withTuples = new() { IncludeFields = true };

    private readonly TestSigner _signer = new();
    private readonly TestModel _model = TestModel.Small();

    public void Dispose()
    {
        _signer.Dispose();
        _model.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bundle_with_any_byte_changed_is_refused_or_means_the_same(bool isLenient)
    {
        var bundle = await _signer.SignAsync(_model);
        var options = TestSigner.Options with { IsLenient = isLenient };
        var meaning = Meaning(OmsVerifier.VerifyStatement(bundle, _signer.Trust, options));

        Prop.ForAll(Gen.Choose(0, bundle.Length - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (at, change) =>
        {
            var changed = bundle.ToArray();
            changed[at] ^= (byte)change;
            var result = OmsVerifier.VerifyStatement(changed, _signer.Trust, options);
            return result.IsValid ? Meaning(result) == meaning : result.Refusals.All(r => r.Message.Length > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Whatever_bytes_are_given_an_answer_comes_back() => Prop.ForAll<byte[]>(bytes =>
        !OmsVerifier.VerifyStatement(bytes, _signer.Trust, TestSigner.Options).IsValid).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_payload_is_signed_an_answer_comes_back() => Prop.ForAll<string>(text =>
        !OmsVerifier.VerifyStatement(_signer.Bundle(System.Text.Encoding.UTF8.GetBytes(text ?? "")), _signer.Trust, TestSigner.Options).IsValid)
        .QuickCheckThrowOnFailure();

    private static string Meaning(OmsVerification result)
    {
        result.Statement.ShouldNotBeNull();
        return JsonSerializer.Serialize((result.Signer, result.Statement.Form, result.Statement.Hash, result.Statement.ShardSize,
            result.Statement.AllowSymlinks, result.Statement.IgnorePaths, result.Statement.Resources),
                _withTuples);
    }
}
