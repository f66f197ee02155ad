namespace Assay.Formats.SevenZip;

/// <summary>One step of a folder's compression.</summary>
/// <param name="Id">The method's number, most significant byte first.</param>
/// <param name="Properties">What the method needs to know.</param>
/// <param name="Size">Of what it makes.</param>
internal sealed record SevenZipCoder(long Id, byte[] Properties, long Size)
{
    public const long Aes = 0x06f10701;

    public long Inputs { get; init; } = 1;

    public long Outputs { get; init; } = 1;
}
