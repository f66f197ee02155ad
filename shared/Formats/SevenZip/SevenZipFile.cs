namespace Assay.Formats.SevenZip;

/// <summary>A file in a 7z archive.</summary>
/// <param name="Name">Untrusted; never a path on this machine.</param>
/// <param name="Folder">Index of its folder; -1 for one without content.</param>
/// <param name="Offset">In the expanded folder.</param>
/// <param name="Size">Expanded.</param>
/// <param name="Attributes">Windows attributes, with a unix mode in the upper half where the writer knew one.</param>
public sealed record SevenZipFile(string Name, int Folder, long Offset, long Size, uint Attributes)
{
    private const uint UnixFlag = 0x8000;

    /// <summary>A symbolic link: its content is the target.</summary>
    public bool IsLink => (Attributes & UnixFlag) != 0 && (Attributes >> 28) == 0xa;
}
