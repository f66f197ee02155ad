using System.Text;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Pictures;
using Assay.GpuProbe.Protocol;

namespace Assay.Tests.Unit.GpuProbe;

public sealed class AttachmentCheckTests
{
    private static readonly byte[] Picture = PngWriter.Write(new float[4], 1, 2, 2);

    [Fact]
    public void A_picture_of_ours_passes_as_it_is() =>
        AttachmentCheck.Rebuild([new("trigger.png", ProbeAttachment.Png, Picture)]).ShouldHaveSingleItem().Content.ShouldBe(Picture);

    [Fact]
    public void Text_is_quoted_line_by_line() => Encoding.UTF8.GetString(AttachmentCheck.Rebuild(
        [new("tokens.txt", ProbeAttachment.Text, "one\ntwo \u001b[31m"u8.ToArray())]).Single().Content).ShouldBe("one\ntwo \\u001b[31m");

    [Theory]
    [InlineData("../trigger.png", ProbeAttachment.Png)]
    [InlineData(".png", ProbeAttachment.Png)]
    [InlineData("trigger.PNG", ProbeAttachment.Png)]
    [InlineData("trigger.exe", ProbeAttachment.Png)]
    [InlineData("trigger.png", "text/html")]
    [InlineData("trigger.txt", ProbeAttachment.Png)]
    public void Other_names_and_kinds_are_refused(string name, string mediaType) =>
        Should.Throw<ProbeProtocolException>(() => AttachmentCheck.Rebuild([new(name, mediaType, Picture)]));

    [Fact]
    public void Bytes_that_are_no_picture_are_refused() =>
        Should.Throw<ProbeProtocolException>(() => AttachmentCheck.Rebuild([new("trigger.png", ProbeAttachment.Png, "MZ"u8.ToArray())]));

    [Fact]
    public void Too_many_or_too_large_ones_are_refused()
    {
        Should.Throw<ProbeProtocolException>(() => AttachmentCheck.Rebuild([.. Enumerable.Range(0, 17).Select(i => new ProbeAttachment($"a{i}.txt", ProbeAttachment.Text, [65]))]));
        Should.Throw<ProbeProtocolException>(() => AttachmentCheck.Rebuild([new("a.txt", ProbeAttachment.Text, new byte[ProbeAttachment.MaxBytes + 1])]));
        Should.Throw<ProbeProtocolException>(() => AttachmentCheck.Rebuild([new("a.txt", ProbeAttachment.Text, [65]), new("a.txt", ProbeAttachment.Text, [66])]));
    }
}
