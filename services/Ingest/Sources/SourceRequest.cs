using Assay.Contracts.Values;

namespace Assay.Ingest.Sources;

/// <summary>What is wanted of a source.</summary>
/// <param name="Target">As the user named it.</param>
/// <param name="Depth">How much has to be read.</param>
/// <param name="Offline">True: no network.</param>
/// <param name="Refresh">True: nothing remembered may be trusted.</param>
public sealed record SourceRequest(string Target, Depth Depth, bool Offline, bool Refresh)
{
    /// <summary>
    /// Files up to this size are read whole at depth structure, larger ones in outline: every configuration, tokenizer and script is smaller, nearly all weights are larger.
    /// </summary>
    public const long StructureLimit = 16L << 20;

    /// <summary>True where only the ranges of a file of this size that tell what it is and does are to be read.</summary>
    public bool IsOutlined(long size) => Depth == Depth.Structure && size > StructureLimit;

    /// <summary>Why a file of this size is not read at this depth; null where it is.</summary>
    public string? ReasonToSkip(long size) => Depth switch
    {
        Depth.Metadata => "depth metadata reads no files",
        _ => null,
    };
}
