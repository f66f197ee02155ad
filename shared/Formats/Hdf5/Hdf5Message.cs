namespace Assay.Formats.Hdf5;

/// <summary>A message of an object header: one fact about the object.</summary>
/// <param name="Type">Its number in the specification.</param>
/// <param name="Flags">Bit 1: the message stands elsewhere, and this is a pointer to it.</param>
/// <param name="Body">Its bytes.</param>
/// <param name="Address">Where they stand.</param>
internal readonly record struct Hdf5Message(int Type, int Flags, ReadOnlyMemory<byte> Body, long Address)
{
    public const int Dataspace = 0x01;
    public const int LinkInfo = 0x02;
    public const int Datatype = 0x03;
    public const int Link = 0x06;
    public const int ExternalFiles = 0x07;
    public const int Layout = 0x08;
    public const int Filters = 0x0b;
    public const int Attribute = 0x0c;
    public const int Continuation = 0x10;
    public const int SymbolTable = 0x11;
    public const int AttributeInfo = 0x15;

    public bool IsShared => (Flags & 2) != 0;
}
