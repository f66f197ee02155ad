namespace Assay.Reporting.Api.Shapes;

/// <summary>Who has certain bytes.</summary>
/// <param name="Sha256">Of the bytes of a file, or of a tensor.</param>
/// <param name="Files">Files that are these bytes.</param>
/// <param name="Tensors">Files that hold a tensor of these bytes.</param>
/// <param name="IsCut">True where there are more than are listed.</param>
public sealed record ContentHolders(string Sha256, IReadOnlyList<HolderView> Files, IReadOnlyList<HolderView> Tensors, bool IsCut);
