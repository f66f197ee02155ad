using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;

namespace Assay.Tests.Unit.Formats.Detection;

public sealed class FileTypeDetectorTests
{
    private static readonly byte[] Payload = new PickleBuilder().Global("os", "system").Text("echo assay-canary").Tuple1().Reduce().Stop().ToArray();

    private static FormatGuess Detect(byte[] bytes) => FileTypeDetector.Detect(new MemoryByteSource(bytes), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("", FileFormat.Empty)]
    [InlineData("import torch\nimport os\n", FileFormat.Text)]
    [InlineData(".", FileFormat.Text)]
    [InlineData("const\nfoo\nbar\n", FileFormat.Text)]
    [InlineData("col_a,col_b\n1,2\n", FileFormat.Text)]
    [InlineData("class Net:\n    pass\n", FileFormat.Text)]
    [InlineData("{\"a\": [1, 2]}", FileFormat.Json)]
    [InlineData("GGUF\u0003\0\0\0", FileFormat.Gguf)]
    [InlineData("cos\nsystem\n(S'id'\ntR.", FileFormat.Pickle)]
    [InlineData("cos\nsystem\n(S'id'\ntR", FileFormat.Pickle)]
    [InlineData("(S'id'\nios\nsystem\n.", FileFormat.Pickle)]
    [InlineData("(dp0\nS'a'\nI1\ns.", FileFormat.Pickle)]
    public void Text_is_told_from_what_only_looks_like_it(string content, string expected) =>
        Detect(Encoding.Latin1.GetBytes(content)).Format.ShouldBe(expected);

    [Theory]
    [InlineData("cat\ndog\nbird\n")]
    [InlineData("car\nbus\nsheep\n")]
    [InlineData("cat\neval\nsystem\n")]
    public void A_list_of_words_is_no_pickle_though_its_first_line_begins_like_one(string content) =>
        Detect(Encoding.Latin1.GetBytes(content)).All.ShouldNotContain(FileFormat.Pickle);

    [Fact]
    public void Binary_formats_are_known_by_their_content()
    {
        Detect([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]).Format.ShouldBe(FileFormat.Numpy);
        Detect([0x7f, (byte)'E', (byte)'L', (byte)'F', .. new byte[60]]).Format.ShouldBe(FileFormat.Executable);
        Detect([.. BitConverter.GetBytes(13L), .. "{\"a\":{\"b\":1}}"u8]).Format.ShouldBe(FileFormat.SafeTensors);
        Detect([0x08, 8, 0x12, 1, (byte)'p', 0x3a, 2, 0x0a, 0, 0x42, 2, 0x10, 17]).Format.ShouldBe(FileFormat.Onnx);
        Detect(SampleArchives.Gzip(Payload)).Format.ShouldBe(FileFormat.Gzip);
        Detect(SampleArchives.Tar(("a", Payload))).Format.ShouldBe(FileFormat.Tar);
        Detect(SampleArchives.Zip(("a", Payload))).Format.ShouldBe(FileFormat.Zip);
        Detect(SampleArchives.Zip(("archive/data.pkl", Payload))).Format.ShouldBe(FileFormat.TorchZip);
    }

    [Fact]
    public void A_pickle_with_an_archive_behind_it_is_both()
    {
        var guess = Detect([.. Payload, .. SampleArchives.Zip(("a", Payload))]);
        guess.Format.ShouldBe(FileFormat.Pickle);
        guess.Also.ShouldBe([FileFormat.Zip]);
    }

    [Fact]
    public void An_archive_as_the_last_member_of_another_is_no_polyglot() =>
        Detect(SampleArchives.Tar(("inner.zip", SampleArchives.Zip(("a", Payload))))).Also.ShouldBeEmpty();

    [Fact]
    public void A_long_line_before_the_payload_does_not_hide_it()
    {
        var bytes = new PickleBuilder().Raw((byte)'V').Raw(Encoding.ASCII.GetBytes(new string('a', 200_000) + "\n")).Raw((byte)'0').Raw(Payload).ToArray();
        Detect(bytes).All.ShouldContain(FileFormat.Pickle);
    }
}
