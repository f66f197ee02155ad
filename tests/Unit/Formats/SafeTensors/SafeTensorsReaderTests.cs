using System.Buffers.Binary;
using System.Text;
using Assay.Formats;
using Assay.Formats.SafeTensors;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Formats.SafeTensors;

public sealed class SafeTensorsReaderTests
{
    private const string Tensor = """{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""";

    [Fact]
    public void An_honest_file_is_read_without_a_fault()
    {
        var file = Read($$"""{"__metadata__":{"format":"pt"},"w":{{Tensor}}}""", data: 8);

        file.Faults.ShouldBeEmpty();
        file.IsComplete.ShouldBeTrue();
        file.Metadata.ShouldBe([new("format", "pt")]);
        var tensor = file.Tensors.ShouldHaveSingleItem();
        (tensor.Name, tensor.Type, tensor.Shape.Count, tensor.Start, tensor.End).ShouldBe(("w", "F32", 1, 0L, 8L));
        file.DataEnd.ShouldBe(file.DataStart + 8);
    }

    [Theory]
    [InlineData("""{"w":TENSOR,"w":TENSOR}""", 8, "stands twice")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"},"w":TENSOR}""", 8, "metadata key stands twice")]
    [InlineData("""{"__metadata__":{"a":{"b":1}},"w":TENSOR}""", 8, "metadata value is no text")]
    [InlineData("""{"__metadata__":["a"],"w":TENSOR}""", 8, "metadata is no object")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"run":"x"}}""", 8, "does not know")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2]}}""", 8, "missing, doubled or malformed")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "missing, doubled or malformed")]
    [InlineData("""{"w":[1,2]}""", 8, "other than an object")]
    [InlineData("""{"../../w":TENSOR}""", 8, "name is a path")]
    [InlineData("""{"w":TENSOR,}""", 8, "no valid JSON")]
    [InlineData(""" {"w":TENSOR}""", 8, "does not begin with")]
    public void What_the_format_forbids_is_a_fault_in_words(string header, int data, string fault) =>
        Read(header.Replace("TENSOR", Tensor, StringComparison.Ordinal), data).Faults.ShouldContain(f => f.What.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"w":{"dtype":"F32","shape":[9223372036854775807,9],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12)]
    public void Ranges_that_do_not_fit_shapes_the_file_or_each_other_are_faults(string header, int data) => Read(header, data).Faults.ShouldNotBeEmpty();

    [Theory]
    [InlineData(0ul)]
    [InlineData(1ul)]
    [InlineData(100_000_001ul)]
    [InlineData(ulong.MaxValue)]
    public void A_header_of_an_impossible_length_is_not_read(ulong length)
    {
        var bytes = new byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);

        var file = SafeTensorsReader.Read(new MemoryByteSource(bytes), TestContext.Current.CancellationToken);

        file.IsComplete.ShouldBeFalse();
        file.Faults.ShouldHaveSingleItem();
    }

    [Fact]
    public void Whatever_the_bytes_are_reading_them_does_not_throw()
    {
        var seed = File($$"""{"__metadata__":{"format":"pt"},"w":{{Tensor}},"v":{{Tensor}}}""", 16);
        Prop.ForAll(
            ArbMap.Default.ArbFor<(ushort At, byte Value)[]>(),
            changes =>
            {
                var copy = seed.ToArray();
                foreach (var (at, value) in changes) copy[at % copy.Length] = value;
                SafeTensorsReader.Read(new MemoryByteSource(copy)).Tensors.Count.ShouldBeLessThanOrEqualTo(2);
            }).QuickCheckThrowOnFailure();
    }

    private static SafeTensorsFile Read(string header, int data) =>
        SafeTensorsReader.Read(new MemoryByteSource(File(header, data)), TestContext.Current.CancellationToken);

    private static byte[] File(string header, int data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, 8);
        return bytes;
    }
}
