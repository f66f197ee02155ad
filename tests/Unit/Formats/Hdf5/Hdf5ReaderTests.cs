using System.Text;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Hdf5;
using static Assay.Tests.Unit.Formats.Hdf5.Hdf5Builder;

namespace Assay.Tests.Unit.Formats.Hdf5;

public sealed class Hdf5ReaderTests
{
    private static readonly byte[] Config = "{\"class_name\": \"Sequential\"}"u8.ToArray();

    private static Hdf5File Read(byte[] bytes) => Hdf5Reader.Read(new MemoryByteSource(bytes), TestContext.Current.CancellationToken);

    private static string TextOf(Hdf5File file, string name) =>
        Encoding.UTF8.GetString(file.Values.First(v => v.Name == name).Elements.Single().Span);

    [Fact]
    public void An_attribute_of_fixed_length_is_read_from_a_new_file()
    {
        var builder = new Hdf5Builder();
        var file = Read(builder.Finish(builder.Object(Attribute("model_config", Config))));
        file.Faults.ShouldBeEmpty();
        TextOf(file, "model_config").ShouldBe(Encoding.UTF8.GetString(Config));
    }

    [Fact]
    public void A_text_of_varying_length_is_fetched_from_its_heap()
    {
        var builder = new Hdf5Builder();
        var attribute = builder.VaryingAttribute("model_config", Config);
        var file = Read(builder.Finish(builder.Object(attribute)));
        file.Faults.ShouldBeEmpty();
        TextOf(file, "model_config").ShouldBe(Encoding.UTF8.GetString(Config));
    }

    [Fact]
    public void Groups_of_the_first_kind_are_followed()
    {
        var builder = new Hdf5Builder();
        var child = builder.OldObject(OldMessage(MessageType.Attribute, AttributeBody("inner", Config)));
        var file = Read(builder.FinishOld(builder.OldGroup("dense", child)));
        file.Faults.ShouldBeEmpty();
        file.Values.Single(v => v.Name == "inner").Path.ShouldBe("/dense");
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(1 << 22)]
    public void The_signature_is_found_behind_a_user_block_of_any_size(int size)
    {
        var builder = new Hdf5Builder();
        var bytes = builder.FinishOld(builder.OldObject(OldMessage(MessageType.Attribute, AttributeBody("a", Config))), new byte[size]);
        FileTypeDetector.Detect(new MemoryByteSource(bytes), TestContext.Current.CancellationToken).All.ShouldContain("hdf5");
        var file = Read(bytes);
        file.UserBlock.ShouldBe(size);
        file.Faults.ShouldBeEmpty();
        TextOf(file, "a").ShouldBe(Encoding.UTF8.GetString(Config));
    }

    [Fact]
    public void Another_formats_magic_in_the_user_block_does_not_hide_the_file()
    {
        var builder = new Hdf5Builder();
        var block = new byte[512];
        new byte[] { 0x1f, 0x8b, 0x08 }.CopyTo(block, 0);
        var bytes = builder.Finish(builder.Object(Attribute("a", Config)), block);
        FileTypeDetector.Detect(new MemoryByteSource(bytes), TestContext.Current.CancellationToken).All.ShouldContain("hdf5");
    }

    [Fact]
    public void Links_and_attributes_in_dense_storage_are_read()
    {
        var builder = new Hdf5Builder();
        var links = builder.Dense(7, 11, 4, ExternalBody("x", "/etc/hostname", "/y"));
        var attributes = builder.Dense(8, 17, 0, AttributeBody("model_config", Config));
        var root = builder.Object(
            Message(MessageType.LinkInfo, [0, 0], U64(links.Heap), U64(links.Index)),
            Message(MessageType.AttributeInfo, [0, 0], U64(attributes.Heap), U64(attributes.Index)));
        var file = Read(builder.Finish(root));
        file.Faults.ShouldBeEmpty();
        file.References.Single().File.ShouldBe("/etc/hostname");
        TextOf(file, "model_config").ShouldBe(Encoding.UTF8.GetString(Config));
    }

    [Fact]
    public void External_storage_is_named()
    {
        var builder = new Hdf5Builder();
        var heap = builder.LocalHeap("", "/x/raw");
        var data = builder.Object(
            Message(MessageType.Layout, [3, 1], U64(-1), U64(8)),
            Message(MessageType.ExternalFiles, [1, 0, 0, 0], U16(1), U16(1), U64(heap), U64(8), U64(0), U64(8)));
        var file = Read(builder.Finish(builder.Object(HardLink("w", data))));
        var reference = file.References.Single();
        (reference.Kind, reference.File, reference.Path).ShouldBe((Hdf5ReferenceKind.ExternalStorage, "/x/raw", "/w"));
    }

    [Fact]
    public void The_sources_of_a_virtual_dataset_are_named_and_the_file_itself_is_none()
    {
        var builder = new Hdf5Builder();
        var all = Join(U32(3), U32(1), U64(0));
        var block = Join(
            [0], U64(2), ".\0"u8.ToArray(), "/a\0"u8.ToArray(), all, all, "../other.h5\0"u8.ToArray(), "/b\0"u8.ToArray(), all, all, U32(0));
        var heap = builder.GlobalHeap(block);
        var data = builder.Object(Message(MessageType.Layout, [4, 3], U64(heap), U32(1)));
        var file = Read(builder.Finish(builder.Object(HardLink("w", data))));
        file.Faults.ShouldBeEmpty();
        file.References.Single().File.ShouldBe("../other.h5");
    }

    [Fact]
    public void Objects_that_contain_each_other_are_followed_once()
    {
        var builder = new Hdf5Builder();
        var at = builder.Put() + 0;
        var root = builder.Object(HardLink("self", at), Message(MessageType.Continuation, U64(at), U64(64)));
        var file = Read(builder.Finish(root));
        file.Objects.ShouldBe(1);
    }

    [Fact]
    public void Bytes_that_nothing_refers_to_are_gaps()
    {
        var builder = new Hdf5Builder();
        builder.Put(new byte[1000]);
        var file = Read(builder.Finish(builder.Object(Attribute("a", Config))));
        file.Gaps.ShouldContain(g => g.Length >= 1000);
    }

    [Fact]
    public void Bytes_of_chunks_are_read_through_their_filters()
    {
        var builder = new Hdf5Builder();
        using var packed = new MemoryStream();
        using (var stream = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) stream.Write(Config);
        var chunk = builder.Put(packed.ToArray());
        var key = Join(U32(packed.Length), U32(0), U64(0), U64(0));
        var tree = builder.Put("TREE"u8.ToArray(), [1, 0], U16(1), U64(-1), U64(-1), key, U64(chunk), key);
        var data = builder.Object(
            Message(MessageType.Datatype, [0x10, 8, 0, 0], U32(1), U16(0), U16(8)),
            Message(MessageType.Filters, [2, 1], U16(1), U16(0), U16(0)),
            Message(MessageType.Layout, [3, 2, 2], U64(tree), U32(Config.Length), U32(1)));
        var file = Read(builder.Finish(builder.Object(HardLink("d", data))));
        file.Faults.ShouldBeEmpty();
        file.Values.Single().Elements.Single().ToArray().ShouldBe(Config);
    }

    [Fact]
    public void A_file_cut_anywhere_or_changed_anywhere_is_read_without_an_exception()
    {
        foreach (var sample in Samples())
        {
            for (var length = 0; length < sample.Length; length++) Read(sample[..length]);
            var random = new Random(20251121);
            for (var i = 0; i < 3000; i++)
            {
                var bytes = sample.ToArray();
                for (var n = random.Next(1, 8); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)(random.Next(4) == 0 ? 255 : random.Next(256));
                Read(bytes).End.ShouldBeInRange(0, bytes.Length);
            }
        }
    }

    private static IEnumerable<byte[]> Samples()
    {
        var old = new Hdf5Builder();
        yield return old.FinishOld(old.OldGroup("dense", old.OldObject(OldMessage(MessageType.Attribute, AttributeBody("inner", Config)))));
        var builder = new Hdf5Builder();
        var links = builder.Dense(7, 11, 4, ExternalBody("x", "/etc/hostname", "/y"), LinkBody("s", 1));
        var attribute = builder.VaryingAttribute("model_config", Config);
        var block = Join([0], U64(1), "a\0"u8.ToArray(), "/a\0"u8.ToArray(), Join(U32(3), U32(1), U64(0)), Join(U32(3), U32(1), U64(0)));
        var data = builder.Object(Message(MessageType.Layout, [4, 3], U64(builder.GlobalHeap(block)), U32(1)));
        var heap = builder.LocalHeap("", "raw");
        var raw = builder.Object(Message(MessageType.ExternalFiles, [1, 0, 0, 0], U16(1), U16(1), U64(heap), U64(8), U64(0), U64(8)));
        yield return builder.Finish(builder.Object(
            attribute, HardLink("v", data), HardLink("r", raw), Message(MessageType.LinkInfo, [0, 0], U64(links.Heap), U64(links.Index))));
    }
}
