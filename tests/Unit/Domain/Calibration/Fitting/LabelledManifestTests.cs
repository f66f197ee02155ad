using System.Text;
using Assay.Domain.Calibration;
using Assay.Domain.Calibration.Fitting;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Domain.Calibration.Fitting;

public sealed class LabelledManifestTests
{
    [Fact]
    public void A_line_gives_what_it_says_and_other_members_are_left_out()
    {
        var rows = Read("{\"id\":\"a\",\"file\":\"models/a.onnx\",\"label\":1,\"attack\":\"patch\",\"family\":\"A\",\"trigger\":{\"x\":[1]}}\r\n\n{\"id\":\"b\",\"label\":0,\"attack\":null}\n");
        rows.ShouldBe([new("a", "models/a.onnx", 1, "patch", "A"), new("b", null, 0, null, null)]);
    }

    [Fact]
    public void A_clean_model_has_no_attack_and_a_trojaned_one_has_at_least_an_unnamed_one()
    {
        Read("{\"id\":\"a\",\"label\":0,\"attack\":\"patch\"}").Single().Attack.ShouldBeNull();
        Read("{\"id\":\"a\",\"label\":1}").Single().Attack.ShouldBe("unnamed");
    }

    [Theory]
    [InlineData("[]", "object")]
    [InlineData("{", "JSON")]
    [InlineData("{\"label\":0}", "no id")]
    [InlineData("{\"id\":\"\",\"label\":0}", "id")]
    [InlineData("{\"id\":3,\"label\":0}", "id")]
    [InlineData("{\"id\":\"a\"}", "label")]
    [InlineData("{\"id\":\"a\",\"label\":2}", "label")]
    [InlineData("{\"id\":\"a\",\"label\":\"1\"}", "label")]
    [InlineData("{\"id\":\"a\",\"label\":0.5}", "label")]
    [InlineData("{\"id\":\"a\",\"label\":1,\"attack\":{}}", "attack")]
    [InlineData("{\"id\":\"a\",\"label\":1}\n{\"id\":\"a\",\"label\":0}", "earlier")]
    public void What_is_no_manifest_is_refused_with_the_line_and_the_reason(string text, string word)
    {
        var message = Should.Throw<CalibrationException>(() => Read(text)).Message;
        message.ShouldContain(word);
        message.ShouldContain($"Line {(text.Contains('\n', StringComparison.Ordinal) ? 2 : 1)}");
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            try
            {
                LabelledManifest.Read(bytes);
            }
            catch (CalibrationException)
            {
            }
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_model_nested_without_end_is_refused() =>
        Should.Throw<CalibrationException>(() => Read($"{{\"id\":\"a\",\"label\":0,\"x\":{new string('[', 100_000)}")).Message.ShouldContain("Line 1");

    private static IReadOnlyList<LabelledRow> Read(string text) => LabelledManifest.Read(Encoding.UTF8.GetBytes(text));
}
