namespace Assay.Formats.Protobuf;

/// <summary>Bounds of one reading.</summary>
public sealed record ProtoLimits
{
    /// <summary>Messages in messages. Loaders stop at 100; some are built with more.</summary>
    public int Depth { get; init; } = 200;

    /// <summary>Fields of all messages together: about a second.</summary>
    public long Fields { get; init; } = 20_000_000;
}
