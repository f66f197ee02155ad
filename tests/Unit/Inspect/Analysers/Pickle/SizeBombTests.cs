using Assay.Analysis.Testing;
using Assay.Formats.Pickle;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Tests.Unit.Inspect.Analysers.Pickle;

/// <summary>A few bytes that ask a loader for more memory than there is, with functions that are harmless otherwise.</summary>
public sealed class SizeBombTests
{
    private const long Terabyte = 1L << 40;

    private static Task<TestBedResult> Run(Action<PickleBuilder> write) =>
        TestBed.For(new PickleAnalyser()).WithPickle(write).RunAsync(TestContext.Current.CancellationToken);

    private static PickleBuilder Line(PickleBuilder pickle, long value) => pickle.Raw(System.Text.Encoding.ASCII.GetBytes($"L{value}L\n"));

    [Theory]
    [InlineData("builtins", "bytes")]
    [InlineData("builtins", "bytearray")]
    [InlineData("__builtin__", "bytearray")]
    [InlineData("numpy", "ndarray")]
    public async Task A_buffer_of_a_terabyte_is_reported(string module, string name) =>
        (await Run(p => Line(p.Global(module, name), Terabyte).Tuple1().Reduce().Stop())).Of("ASY-PKL-011").Message.ShouldContain("billion");

    [Theory]
    [InlineData("builtins", "list", "builtins", "range")]
    [InlineData("builtins", "tuple", "__builtin__", "xrange")]
    [InlineData("collections", "deque", "itertools", "count")]
    [InlineData("builtins", "bytes", "builtins", "range")]
    public async Task A_container_of_everything_that_a_long_range_yields_is_reported(string module, string name, string source, string range) =>
        (await Run(p => Line(p.Global(module, name).Global(source, range), Terabyte).Tuple1().Reduce().Tuple1().Reduce().Stop()))
            .Of("ASY-PKL-011").Message.ShouldContain(range);

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(40)]
    public async Task A_size_is_read_from_every_way_to_write_it(byte bytes)
    {
        var number = new byte[bytes];
        number[5] = 1;
        number[^1] |= 1;
        (await Run(p => p.Global("builtins", "bytes").Op(PickleOpcode.Long1, [bytes, .. number]).Tuple1().Reduce().Stop())).Of("ASY-PKL-011").Message.ShouldContain("billion");
    }

    [Fact]
    public async Task A_text_repeated_a_trillion_times_is_reported() =>
        (await Run(p => Line(p.Global("_operator", "mul").Text("a"), Terabyte).Tuple2().Reduce().Stop())).Of("ASY-PKL-011").Message.ShouldContain("mul");

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(0)]
    public async Task Buffers_ranges_and_products_of_a_usual_size_are_no_bombs(int size) =>
        (await Run(p =>
        {
            Line(p.Global("builtins", "bytearray"), size).Tuple1().Reduce();
            Line(p.Global("builtins", "list").Global("builtins", "range"), size).Tuple1().Reduce().Tuple1().Reduce();
            p.Tuple2().Stop();
        })).Findings.ShouldNotContain(f => f.Rule == "ASY-PKL-011");

    [Fact]
    public async Task A_range_that_nobody_unrolls_costs_nothing() =>
        (await Run(p => Line(p.Global("builtins", "range"), Terabyte).Tuple1().Reduce().Stop())).Findings.ShouldBeEmpty();
}
