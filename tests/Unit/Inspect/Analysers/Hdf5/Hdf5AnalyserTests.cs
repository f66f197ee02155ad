using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Hdf5;
using Assay.Tests.Unit.Formats.Hdf5;
using static Assay.Tests.Unit.Formats.Hdf5.Hdf5Builder;

namespace Assay.Tests.Unit.Inspect.Analysers.Hdf5;

public sealed class Hdf5AnalyserTests
{
    private static readonly byte[] Pickle =
        new PickleBuilder().Proto(2).Global("os", "system").Text("echo assay-canary").Tuple1().Reduce().Stop().ToArray();

    private static Task<TestBedResult> Run(byte[] bytes) =>
        TestBed.For(new Hdf5Analyser()).WithBytes(bytes).As(FileFormat.Hdf5).RunAsync(TestContext.Current.CancellationToken);

    private static byte[] Plain(byte[]? userBlock = null)
    {
        var builder = new Hdf5Builder();
        return builder.Finish(builder.Object(Attribute("keras_version", "3.0.0"u8.ToArray()), SoftLink("s", "/other")), userBlock);
    }

    [Fact]
    public async Task A_sound_file_is_no_finding_and_all_of_it_is_accounted_for()
    {
        var builder = new Hdf5Builder();
        var result = await Run(builder.FinishOld(builder.OldGroup("a", builder.OldObject())));
        result.Findings.ShouldBeEmpty();
        result.Result.PartialReason.ShouldBeNull();
    }

    [Theory]
    [InlineData("/etc/passwd", Severity.High)]
    [InlineData("../up.h5", Severity.High)]
    [InlineData("C:\\\\x.h5", Severity.High)]
    [InlineData("https://example.invalid/x.h5", Severity.High)]
    [InlineData("beside.h5", Severity.Medium)]
    public async Task A_link_into_another_file_is_judged_by_where_it_leads(string file, Severity expected)
    {
        var builder = new Hdf5Builder();
        (await Run(builder.Finish(builder.Object(ExternalLink("w", file, "/x"))))).Of("ASY-HDF-001").Severity.ShouldBe(expected);
    }

    [Fact]
    public async Task A_datasets_bytes_in_another_file_are_high()
    {
        var builder = new Hdf5Builder();
        var heap = builder.LocalHeap("", "raw");
        var data = builder.Object(Message(MessageType.ExternalFiles, [1, 0, 0, 0], U16(1), U16(1), U64(heap), U64(8), U64(0), U64(8)));
        (await Run(builder.Finish(builder.Object(HardLink("w", data))))).Of("ASY-HDF-001").Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public async Task What_stands_before_the_signature_is_judged_by_what_it_is()
    {
        var script = new byte[512];
        "#!/bin/sh\necho assay-canary\n"u8.CopyTo(script);
        (await Run(Plain(script))).Of("ASY-HDF-002").Severity.ShouldBe(Severity.High);
        var pickle = new byte[512];
        Pickle.CopyTo(pickle, 0);
        (await Run(Plain(pickle))).Of("ASY-HDF-002").Severity.ShouldBe(Severity.High);
        var text = new byte[512];
        "MATLAB 7.3 MAT-file, Platform: GLNXA64"u8.CopyTo(text);
        (await Run(Plain(text))).Worst.ShouldBe(Severity.Low);
        (await Run(Plain(new byte[512]))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_stands_behind_the_end_or_between_the_objects_is_judged_by_what_it_is()
    {
        (await Run([.. Plain(), .. Pickle])).Of("ASY-HDF-003").Severity.ShouldBe(Severity.High);
        (await Run([.. Plain(), .. Enumerable.Range(0, 64).Select(i => (byte)(0xe0 + (i * 7 % 31)))])).Of("ASY-HDF-004").Severity.ShouldBe(Severity.Medium);
        (await Run([.. Plain(), .. new byte[64]])).Findings.ShouldBeEmpty();
        var builder = new Hdf5Builder();
        builder.Put(new byte[24], Pickle);
        (await Run(builder.Finish(builder.Object()))).Of("ASY-HDF-003").Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public async Task A_pickle_in_an_attribute_is_followed()
    {
        var builder = new Hdf5Builder();
        (await Run(builder.Finish(builder.Object(Attribute("axis0", Pickle))))).Of("ASY-HDF-007").Severity.ShouldBe(Severity.Critical);
        builder = new Hdf5Builder();
        (await Run(builder.Finish(builder.Object(Attribute("axis0", "(lp1\nS'values'\np2\na."u8.ToArray()))))).Worst.ShouldBe(Severity.Low);
        builder = new Hdf5Builder();
        (await Run(builder.Finish(builder.Object(Attribute("note", "A sentence that ends with a point."u8.ToArray()))))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_cut_is_said_to_be_damaged()
    {
        var builder = new Hdf5Builder();
        var root = builder.Object(Attribute("a", new byte[400]));
        var bytes = builder.Finish(root);
        var result = await Run(bytes[..^100]);
        result.Of("ASY-HDF-005").Severity.ShouldBe(Severity.Medium);
        result.Result.PartialReason.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_filter_that_needs_a_plugin_is_worth_knowing()
    {
        var builder = new Hdf5Builder();
        var data = builder.Object(Message(MessageType.Filters, [2, 1], U16(32001), U16(0), U16(0), U16(0)));
        (await Run(builder.Finish(builder.Object(HardLink("w", data))))).Of("ASY-HDF-009").Severity.ShouldBe(Severity.Low);
    }
}
