namespace Assay.Contracts.Findings;

/// <summary>
/// Something that depends on what else the model consists of, which a fact about one file's content cannot know: the finding holds where the version has no
/// such file.
/// </summary>
/// <param name="RequiredPath">Relative to the folder of the file that names it, forward slashes; untrusted, and never used as a path on this machine.</param>
/// <param name="Finding">What is the matter where it is absent.</param>
public sealed record ConditionalFinding(string RequiredPath, Finding Finding);
