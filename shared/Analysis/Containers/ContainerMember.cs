using Assay.Formats;
using Assay.Formats.Expansion;

namespace Assay.Analysis.Containers;

/// <summary>A member of a container, open.</summary>
/// <param name="Name">As the container names it; untrusted, never a path on this machine.</param>
/// <param name="Content">Its bytes, as far as they could be expanded.</param>
public sealed record ContainerMember(string Name, ExpandedBytes Content) : IDisposable
{
    /// <summary>True for bytes that are no proper member (padding, comments, bytes between members): worth a look only if they look like something.</summary>
    public bool IsIncidental { get; init; }

    /// <summary>What the container's own structure says of bytes that look like nothing in particular, e.g. tensor data; null where it says nothing.</summary>
    public string? FormatByPlace { get; init; }

    /// <summary>Bytes that the content was expanded from; null where it was not compressed.</summary>
    public long? CompressedLength { get; init; }

    /// <summary>A member that is a part of the container's own bytes.</summary>
    public static ContainerMember Stored(string name, ByteSource bytes) => new(name, ExpandedBytes.Stored(bytes));

    public void Dispose() => Content.Dispose();
}
