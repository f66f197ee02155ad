using Assay.Domain.Lineage;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A file of a known model that has, or holds, certain bytes.</summary>
/// <param name="Model">Whose it is.</param>
/// <param name="Path">Of the file in the model.</param>
/// <param name="Size">Of the file in bytes.</param>
/// <param name="Evidence"><c>read</c>: the bytes were hashed; <c>declared</c>: only the source says that these are they; <c>tensor</c>: a tensor of the file.</param>
/// <param name="Tensor">Name, element type and shape of the tensor; null for a file.</param>
public sealed record HolderView(ModelRef Model, string Path, long Size, string Evidence, string? Tensor = null)
{
    public static HolderView Of(KnownFile file) => new(ModelRef.Of(file.Model), file.Path, file.Size, file.IsDeclared ? "declared" : "read");

    public static HolderView Of(TensorHolder holder) =>
        Of(holder.File) with { Evidence = "tensor", Tensor = $"{holder.Tensor.Name} {holder.Tensor.ElementType} {holder.Tensor.Shape}" };
}
