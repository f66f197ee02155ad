using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Formats.PythonBytecode;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Tests.Unit.Inspect.Analysers.PythonBytecode;

/// <summary>Code objects as marshal writes them, without the header of a .pyc file: whoever has such bytes runs them with two calls.</summary>
public sealed class MarshalledCodeTests
{
    // marshal.dumps(compile("import os; os.system('echo assay-canary')", 'x', 'exec')) of Python 3.11.
    private static readonly byte[] Code = Convert.FromHexString(
        "e30000000000000000000000000300000000000000f32e0000009700640064016c005a00020065006a0100000000000000006402a6010000ab010000" +
        "0000000000000100640153002903e9000000004e7a116563686f2061737361792d63616e6172792902da026f73da0673797374656da900f300000000" +
        "da0178fa083c6d6f64756c653e7208000000010000007326000000f003010101d80009800980098009883988328c39d01528d10b29d40b29d00b29d0" +
        "0b29d00b297206000000");

    [Fact]
    public async Task A_file_of_marshalled_code_is_read() =>
        (await Samples.WalkAsync(Code)).ShouldContain(f => f.Rule == "ASY-PYC-001" && f.Message.Contains("os.system"));

    [Fact]
    public async Task Code_that_a_pickle_only_carries_is_read() =>
        (await TestBed.For(new PickleAnalyser()).WithPickle(p => p.Proto(3).EmptyDict().Text("code").Bytes(Code).Op(Assay.Formats.Pickle.PickleOpcode.SetItem).Stop())
            .RunAsync(TestContext.Current.CancellationToken)).Of("ASY-PKL-010").Severity.ShouldBe(Severity.Critical);

    [Fact]
    public void The_shape_needs_counts_that_code_has_and_instructions()
    {
        MarshalShape.Looks(Code).ShouldBeTrue();
        foreach (var at in (int[])[0, 4, 8, 12, 16, 20, 21, 25])
        {
            var changed = Code.ToArray();
            changed[at] = 0x7f;
            MarshalShape.Looks(changed).ShouldBeFalse(at.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        MarshalShape.Looks(Code.AsSpan(0, MarshalShape.HeadSize - 1)).ShouldBeFalse();
    }
}
