namespace Assay.Attestation.Oms.Content;

/// <summary>An open file, or why there is none.</summary>
/// <param name="File">The caller disposes of it.</param>
/// <param name="ReasonId">One of <see cref="OmsReasons"/>; null where there is a file.</param>
/// <param name="Detail">A clause; null where there is a file.</param>
public readonly record struct ModelFileResult(IModelFile? File, string? ReasonId, string? Detail)
{
    public static ModelFileResult Of(IModelFile file) => new(file, null, null);

    public static ModelFileResult Failed(string reasonId, string detail) => new(null, reasonId, detail);
}
