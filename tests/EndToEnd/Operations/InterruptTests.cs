using Assay.Tests.EndToEnd.Running;

namespace Assay.Tests.EndToEnd.Operations;

public sealed class InterruptTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupted_scan_ends_with_130_and_leaves_nothing_behind(string signal)
    {
        var model = LongScans.Write(_work, "weights.bin");
        await using var scan = AssayProgram.Start(_work, [], "scan", model, "--format", "json", "--output", _work["report"]);
        await LongScans.HasBegunAsync(_work);

        await scan.SignalAsync(signal);
        var result = await scan.EndAsync(TimeSpan.FromSeconds(20));

        result.ShouldEndWith(130).Output.ShouldBeEmpty();
        result.ShouldSayInOneLine("interrupted");
        LongScans.Incoming(_work).ShouldBe(0);
        File.Exists(_work["report"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_scan_after_one_that_was_killed_is_as_good_as_the_first()
    {
        var model = LongScans.Write(_work, "weights.bin");
        await using (var killed = AssayProgram.Start(_work, [], "scan", model))
        {
            await LongScans.HasBegunAsync(_work);
            await killed.SignalAsync("KILL");
            await killed.EndAsync();
        }
        File.Delete(model);

        var result = await AssayProgram.RunAsync(_work, "scan", _work.Write("model.pkl", Samples.Harmless));

        result.ShouldEndWith(0).Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Scans_of_several_processes_on_one_data_folder_do_not_disturb_each_other()
    {
        var (good, bad) = (_work.Write("good.pkl", Samples.Harmless), _work.Write("bad.pkl", Samples.Malicious));

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => AssayProgram.RunAsync(_work, "scan", i % 2 == 0 ? good : bad, "--format", "json")));

        for (var i = 0; i < results.Length; i++)
        {
            results[i].ShouldEndWith(i % 2).Error.ShouldBeEmpty();
            results[i].Report.GetProperty("verdict").GetString().ShouldBe(i % 2 == 0 ? "approved" : "rejected");
        }
    }
}
