using Assay.Analysis.Testing;
using Assay.Formats.Pickle;
using Assay.Tests.Unit.Formats;

namespace Assay.Tests.Unit.Inspect.Containers;

public sealed class TorchPartsTests
{
    private static byte[] Pickle() => new PickleBuilder().Proto(2).Mark().Text("storage").Global("torch", "FloatStorage").Text("7").Text("cpu").Int(4)
        .Op(PickleOpcode.Tuple).Op(PickleOpcode.BinPersId).Stop().ToArray();

    [Fact]
    public async Task A_storage_that_is_not_in_the_archive_is_reported_with_its_key()
    {
        var finding = (await Samples.WalkAsync(SampleArchives.Zip(("m/data.pkl", Pickle()), ("m/version", "3\n"u8.ToArray())))).ShouldHaveSingleItem();
        finding.Rule.ShouldBe("ASY-ARC-008");
        finding.Evidence.ShouldHaveSingleItem().Value.ShouldBe("7");
    }

    [Fact]
    public async Task A_whole_archive_is_no_finding() =>
        (await Samples.WalkAsync(SampleArchives.Zip(("m/data.pkl", Pickle()), ("m/data/7", new byte[16]), ("m/version", "3\n"u8.ToArray())))).ShouldBeEmpty();
}
