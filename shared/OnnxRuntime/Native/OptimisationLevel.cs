namespace Assay.OnnxRuntime.Native;

/// <summary>Graph optimisation levels, with the C API's numbers.</summary>
internal enum OptimisationLevel
{
    None = 0,
    All = 99,
}
