using Assay.Domain.Tasks;

namespace Assay.Analysis.Probes;

/// <summary>Another model that the probed one is compared with. As hostile as the model itself.</summary>
/// <param name="Path">Its file as the child sees it; what belongs to it lies beside it, all read-only and apart from the model.</param>
/// <param name="Name">The declared base's name, or the file of the other precision. Untrusted.</param>
/// <param name="Kind">What it is to the model.</param>
public sealed record ProbeReference(string Path, string Name, ReferenceKind Kind);
