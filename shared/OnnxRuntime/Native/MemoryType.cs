namespace Assay.OnnxRuntime.Native;

/// <summary>Memory types, with the C API's numbers.</summary>
internal enum MemoryType
{
    Default = 0,
}
