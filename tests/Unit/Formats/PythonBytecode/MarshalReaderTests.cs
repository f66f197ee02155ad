using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.PythonBytecode;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Formats.PythonBytecode;

public sealed class MarshalReaderTests
{
    private const int Mutations = 4000;

    public static TheoryData<int> Versions => [6, 7, 8, 9, 10, 11, 12, 13];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Code_of_every_version_is_read_without_being_told_which(int version)
    {
        var code = MarshalReader.ReadCode(CompiledSamples.Of(version, "Keyword")).ShouldNotBeNull();
        code.Name.ShouldBe("<module>");
        code.Names.ShouldContain("subprocess");
        code.Constants.ShouldContain(c => c.Code != null && c.Code.Name == "f" && c.Code.Names.Contains("run"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_compiled_module_is_told_by_its_header(int version)
    {
        var bytes = CompiledSamples.Pyc(version, "System");
        PycHeader.Read(bytes).ShouldNotBeNull().Version.ShouldBe(version);
        FileTypeDetector.Detect(new MemoryByteSource(bytes), TestContext.Current.CancellationToken).Format.ShouldBe("python-bytecode");
    }

    [Fact]
    public void A_claim_of_a_billion_items_sets_nothing_aside() =>
        MarshalReader.Read([(byte)'(', 0xff, 0xff, 0xff, 0x3f, (byte)'N']).ShouldBeNull();

    [Fact]
    public void Nesting_beyond_any_compiler_is_given_up() =>
        MarshalReader.Read([.. Enumerable.Repeat<byte[]>([(byte)')', 1], 5000).SelectMany(b => b), (byte)'N']).ShouldBeNull();

    [Fact]
    public void A_reference_to_what_does_not_exist_is_no_value() => MarshalReader.Read([(byte)'r', 9, 0, 0, 0]).ShouldBeNull();

    [Fact]
    public void Cut_anywhere_it_is_read_without_an_exception()
    {
        var whole = CompiledSamples.Pyc(12, "Keyword");
        for (var length = 0; length < whole.Length; length++) ReadEverything(whole[..length]);
    }

    [Fact]
    public void Mutated_code_is_read_and_followed_without_an_exception()
    {
        var random = new Random(20260611);
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = CompiledSamples.Of(6 + (i % 8), i % 2 == 0 ? "Keyword" : "Lambda");
            for (var n = random.Next(1, 8); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            ReadEverything(bytes);
        }
    }

    [Fact]
    public void Arbitrary_bytes_are_read_without_an_exception() =>
        Prop.ForAll<byte[]>(b => ReadEverything([(byte)'c', .. b])).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static void ReadEverything(byte[] bytes)
    {
        _ = PycHeader.Read(bytes);
        _ = MarshalReader.Read(bytes);
        if (MarshalReader.ReadCode(bytes) is { } code) PyTrace.Of(code).Acts.ShouldNotBeNull();
    }
}
