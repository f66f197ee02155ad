namespace Assay.OnnxRuntime.Native;

/// <summary>Allocator types, with the C API's numbers.</summary>
internal enum AllocatorType
{
    Device = 0,
    Arena = 1,
}
