using Assay.Domain.Versions;
using Assay.Storage.Files;

namespace Assay.Ingest.Sources.LocalFile;

/// <summary>A file as the walk met it.</summary>
/// <param name="File">The entry of the listing.</param>
/// <param name="FullPath">For opening.</param>
/// <param name="Status">What the file system said; default where the file is not to be opened.</param>
internal sealed record LocalEntry(VersionFile File, string FullPath, FileStatus Status);
