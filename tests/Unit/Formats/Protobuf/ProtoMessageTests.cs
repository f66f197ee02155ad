using Assay.Analysis.Testing;
using Assay.Formats;
using Assay.Formats.Protobuf;

namespace Assay.Tests.Unit.Formats.Protobuf;

public sealed class ProtoMessageTests
{
    private static (List<ProtoField> Fields, ProtoInput Input) Read(byte[] bytes, ProtoLimits? limits = null)
    {
        var input = new ProtoInput(new MemoryByteSource(bytes), limits);
        var fields = new List<ProtoField>();
        var message = input.Root();
        while (message.Next(out var field)) fields.Add(field);
        return (fields, input);
    }

    [Fact]
    public void Fields_come_in_the_order_of_the_bytes_with_their_values()
    {
        var (fields, input) = Read(new ProtoBuilder().Int(1, 300).Text(2, "ab").Float(3, 1).Int(536870911, -1).ToArray());
        input.Fault.ShouldBe(ProtoFault.None);
        fields.Select(f => f.Number).ShouldBe([1, 2, 3, 536870911]);
        fields[0].Signed.ShouldBe(300);
        fields[1].Length.ShouldBe(2);
        fields[3].Signed.ShouldBe(-1);
    }

    [Fact]
    public void A_field_that_is_longer_than_the_message_is_given_cut_and_noted()
    {
        var (fields, input) = Read(new ProtoBuilder().Tag(2, 2).Number(1UL << 62).Raw(1, 2, 3).ToArray());
        fields.ShouldHaveSingleItem().Length.ShouldBe(3);
        input.Fault.ShouldBe(ProtoFault.Truncated);
    }

    [Theory]
    [InlineData(new byte[] { 0x00, 0x01 })]
    [InlineData(new byte[] { 0x0e, 0x01 })]
    [InlineData(new byte[] { 0x0c })]
    [InlineData(new byte[] { 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 })]
    [InlineData(new byte[] { 0x0b, 0x14 })]
    public void What_no_loader_reads_is_malformed(byte[] bytes) => Read(bytes).Input.Fault.ShouldBe(ProtoFault.Malformed);

    [Fact]
    public void An_old_group_is_stepped_over()
    {
        var (fields, input) = Read(new ProtoBuilder().Tag(9, 3).Int(1, 5).Tag(8, 3).Tag(8, 4).Tag(9, 4).Int(2, 7).ToArray());
        input.Fault.ShouldBe(ProtoFault.None);
        fields.Select(f => f.Number).ShouldBe([9, 2]);
    }

    [Fact]
    public void Nesting_and_counts_are_bounded()
    {
        var nested = new ProtoBuilder();
        for (var i = 0; i < 50; i++) nested = new ProtoBuilder().Message(1, nested);
        var input = new ProtoInput(new MemoryByteSource(nested.ToArray()), new() { Depth = 10 });
        var message = input.Root();
        var depth = 0;
        while (message.Next(out var field))
        {
            message = message.Open(field);
            depth++;
        }
        depth.ShouldBe(11);
        input.Fault.ShouldBe(ProtoFault.TooDeep);
        Read(Enumerable.Repeat((byte)8, 1000).ToArray(), new() { Fields = 100 }).Input.Fault.ShouldBe(ProtoFault.TooMany);
    }

    [Fact]
    public void Packed_integers_and_single_ones_are_the_same_list()
    {
        var input = new ProtoInput(new MemoryByteSource(new ProtoBuilder().Packed(1, 1, 2, 1000).Int(1, 4).ToArray()));
        var message = input.Root();
        var values = new List<long>();
        while (message.Next(out var field)) message.AddIntegers(field, values, 100);
        values.ShouldBe([1, 2, 1000, 4]);
    }
}
