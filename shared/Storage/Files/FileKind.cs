namespace Assay.Storage.Files;

/// <summary>What a directory entry is.</summary>
public enum FileKind
{
    Regular = 0,
    Directory = 1,
    SymbolicLink = 2,
    Pipe = 3,
    Socket = 4,
    Device = 5,
    Other = 6,
}
