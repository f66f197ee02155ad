namespace Assay.Domain.Lineage;

/// <summary>A file of a known model that holds a certain tensor.</summary>
/// <param name="File">The file.</param>
/// <param name="Tensor">The tensor, under the name that the file gives it.</param>
public sealed record TensorHolder(KnownFile File, StoredTensor Tensor);
