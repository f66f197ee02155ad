namespace Assay.Formats.RData;

/// <summary>How numbers are written.</summary>
public enum RForm
{
    BigEndian,
    LittleEndian,
    Text,
}
