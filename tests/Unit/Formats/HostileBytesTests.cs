using Assay.Analysis.Testing;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Pickle;
using Assay.Formats.Tar;
using Assay.Formats.Zip;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Formats;

/// <summary>Readers never throw, whatever the bytes are.</summary>
public sealed class HostileBytesTests
{
    private const int Mutations = 3000;

    private static void ReadEverything(byte[] bytes)
    {
        var source = new MemoryByteSource(bytes);
        var token = TestContext.Current.CancellationToken;
        FileTypeDetector.Detect(source, token).Format.ShouldNotBeNull();
        PickleTrace.Of(source, token).End!.Understood.ShouldBeInRange(0, bytes.Length);
        ZipReader.List(source, 1000, token).Entries.Count.ShouldBeLessThanOrEqualTo(2001);
        TarReader.List(source, 1000, token).Entries.Count.ShouldBeLessThanOrEqualTo(1000);
    }

    [Fact]
    public void Arbitrary_bytes_are_read_without_an_exception() =>
        Prop.ForAll<byte[]>(ReadEverything).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Arbitrary_opcodes_are_read_without_an_exception()
    {
        var opcodes = Enum.GetValues<PickleOpcode>().Select(o => (byte)o).Concat("os\nsystem\n0123"u8.ToArray()).ToArray();
        Prop.ForAll(Gen.Elements(opcodes).ArrayOf().ToArbitrary(), ReadEverything).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Mutated_files_are_read_without_an_exception()
    {
        var random = new Random(20240607);
        byte[][] seeds = [Pickle(), SampleArchives.Zip(("data.pkl", Pickle()), ("x/y", new byte[300])), SampleArchives.Tar(("data.pkl", Pickle()))];
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = seeds[i % seeds.Length].ToArray();
            for (var n = random.Next(1, 6); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (i % 5 == 0) bytes = bytes[..random.Next(bytes.Length)];
            ReadEverything(bytes);
        }
    }

    private static byte[] Pickle() => new PickleBuilder().Proto(4).EmptyDict().Mark().Text("a").Put(1).Int(5).Text("b").StackGlobal("os", "system")
        .Text("echo assay-canary").Tuple1().Reduce().Op(PickleOpcode.SetItems).Build().Stop().ToArray();
}
