namespace Assay.Formats.RData;

/// <summary>What is remembered of an item: its name or first text, where it has one.</summary>
/// <param name="Kind">Its type number.</param>
/// <param name="Text">A symbol's name, a text's content, the name behind <c>::</c>.</param>
internal readonly record struct RItem(int Kind, string? Text)
{
    public static RItem None { get; } = new(RKinds.Nil, null);
}
