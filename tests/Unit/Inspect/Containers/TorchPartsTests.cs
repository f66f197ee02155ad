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

    [Fact]
    public async Task A_key_that_is_written_through_the_memo_is_found()
    {
        // Two storages whose type, device and one key come from memo slots, as protocol 4 numbers them.
        var pickle = new PickleBuilder().Proto(4).Text("12").Op(PickleOpcode.Memoize).Op(PickleOpcode.Pop)
            .Mark().Text("storage").Op(PickleOpcode.Memoize).StackGlobal("torch", "FloatStorage").Op(PickleOpcode.Memoize).Text("7").Op(PickleOpcode.Memoize)
            .Text("cpu").Op(PickleOpcode.Memoize).Int(4).Op(PickleOpcode.Tuple).Op(PickleOpcode.Memoize).Op(PickleOpcode.BinPersId)
            .Mark().Get(1).Get(2).Get(0).Get(4).Int(4).Op(PickleOpcode.Tuple).Op(PickleOpcode.Memoize).Op(PickleOpcode.BinPersId)
            .Tuple2().Stop().ToArray();
        var finding = (await Samples.WalkAsync(SampleArchives.Zip(("m/data.pkl", pickle), ("m/version", "3\n"u8.ToArray())))).ShouldHaveSingleItem();
        finding.Evidence.ShouldHaveSingleItem().Value.ShouldBe("7, 12");
    }

    [Fact]
    public async Task Ids_that_are_no_storages_ask_for_no_member()
    {
        var pickle = new PickleBuilder().Proto(2).Mark().Text("tokens").Global("torch", "FloatStorage").Text("7").Text("cpu").Int(4)
            .Op(PickleOpcode.Tuple).Op(PickleOpcode.BinPersId).Stop().ToArray();
        (await Samples.WalkAsync(SampleArchives.Zip(("m/data.pkl", pickle), ("m/version", "3\n"u8.ToArray())))).ShouldBeEmpty();
    }
}
