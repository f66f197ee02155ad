namespace Assay.Formats.Xz;

/// <summary>Turns absolute targets of one processor's branches back into relative ones.</summary>
internal interface IBranchConverter
{
    /// <summary>Converts in place; returns how many bytes are final. The rest comes again, with more behind it.</summary>
    int Convert(Span<byte> code, uint position);
}
