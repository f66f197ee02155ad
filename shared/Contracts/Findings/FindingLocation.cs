namespace Assay.Contracts.Findings;

/// <summary>A place in a model.</summary>
/// <param name="Path">File, relative to the model's root, with forward slashes; empty for the model as a whole.</param>
/// <param name="Member">Member inside a container, outermost first, joined with <c>!/</c>; null for the file itself.</param>
/// <param name="Offset">Byte offset in the file, or in the member where there is one; null where it has no meaning.</param>
public sealed record FindingLocation(string Path, string? Member = null, long? Offset = null)
{
    /// <summary><c>model.pt!/archive/data.pkl@12</c></summary>
    public override string ToString() => Path + (Member is null ? "" : "!/" + Member) + (Offset is null ? "" : "@" + Offset);
}
