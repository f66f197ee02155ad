namespace Assay.Analysis.Probes;

/// <summary>
/// Evidence that is no line of text: a picture of a trigger, a list of tokens. The worker checks it, stores it under its SHA-256, and the report names it.
/// </summary>
/// <param name="Name">Plain file name with its extension, at most 64 of <c>a-z 0-9 . - _</c>.</param>
/// <param name="MediaType"><c>image/png</c> or <c>text/plain</c>; nothing else is taken.</param>
/// <param name="Content">At most <see cref="MaxBytes"/>. Pictures are written with <see cref="Pictures.PngWriter"/>, never passed through from a model.</param>
public sealed record ProbeAttachment(string Name, string MediaType, byte[] Content)
{
    public const int MaxBytes = 256 << 10;

    /// <summary>Most attachments of one result.</summary>
    public const int MaxCount = 16;

    public const string Png = "image/png";

    public const string Text = "text/plain";
}
