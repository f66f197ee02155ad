using System.Buffers.Binary;
using System.Text;
using Assay.GpuProbe.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.GpuProbe;

public sealed class ProbeFramesTests
{
    [Fact]
    public async Task A_reply_comes_through_as_it_was_sent()
    {
        var stream = new MemoryStream();
        await ProbeFrames.WriteAsync(stream, new ProbeReply(ProbeReplyKind.Progress) { Probe = "probe.load", Text = "loads" }, default);
        stream.Position = 0;
        var reply = await ProbeFrames.ReadAsync<ProbeReply>(stream, default);
        reply.ShouldNotBeNull().Probe.ShouldBe("probe.load");
        (await ProbeFrames.ReadAsync<ProbeReply>(stream, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_length_beyond_the_limit_is_refused_before_memory_is_taken()
    {
        var header = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(header, uint.MaxValue);
        (await Refusal(header)).ShouldContain("longer than");
    }

    [Theory]
    [InlineData("""{"kind":"progress","surprise":1}""")]
    [InlineData("""{"kind":"unheard-of"}""")]
    [InlineData("""{"kind":"done","kind":"ready"}""")]
    [InlineData("""{}""")]
    [InlineData("""null""")]
    [InlineData("""{"kind":"result","probe":"probe.load","result":{"findings":null,"statistics":[]}}""")]
    [InlineData("""{"kind":"result","probe":"probe.load","result":{"statistics":[]}}""")]
    [InlineData("not json")]
    public async Task What_is_not_exactly_a_reply_is_refused(string json) => await Refusal(Frame(json));

    [Fact]
    public async Task A_frame_that_is_cut_off_is_refused()
    {
        var frame = Frame("""{"kind":"done"}""");
        for (var length = 1; length < frame.Length; length++) await Refusal(frame[..length]);
    }

    [Fact]
    public void Arbitrary_bytes_never_give_anything_but_a_reply_or_a_refusal() => Prop.ForAll<byte[]>(bytes =>
    {
        try
        {
            ProbeFrames.ReadAsync<ProbeReply>(new MemoryStream(Frame(bytes)), default).GetAwaiter().GetResult();
        }
        catch (ProbeProtocolException)
        {
        }
    }).QuickCheckThrowOnFailure();

    private static byte[] Frame(string json) => Frame(Encoding.UTF8.GetBytes(json));

    private static byte[] Frame(byte[] body)
    {
        var header = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(header, body.Length);
        return [.. header, .. body];
    }

    private static async Task<string> Refusal(byte[] bytes) =>
        (await Should.ThrowAsync<ProbeProtocolException>(() => ProbeFrames.ReadAsync<ProbeReply>(new MemoryStream(bytes), default))).Message;
}
