using Assay.Contracts.Values;

namespace Assay.Contracts.Reports;

/// <summary>Evidence of a probe that is a file: a picture or a text, made by the probe and stored under its digest.</summary>
/// <param name="Probe">Probe id.</param>
/// <param name="Path">The model file that it is about.</param>
/// <param name="Name">Plain file name.</param>
/// <param name="MediaType"><c>image/png</c> or <c>text/plain</c>.</param>
/// <param name="Sha256">Key in the blob store.</param>
/// <param name="Size">In bytes.</param>
public sealed record AttachmentReport(string Probe, string Path, string Name, string MediaType, Sha256Digest Sha256, long Size);
