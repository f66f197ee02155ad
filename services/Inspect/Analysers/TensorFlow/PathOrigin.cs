namespace Assay.Inspect.Analysers.TensorFlow;

/// <summary>Where a path comes from.</summary>
/// <param name="Texts">Constants that the path is, or is made of. Untrusted.</param>
internal sealed record PathOrigin(IReadOnlyList<string> Texts)
{
    private const int MaxTexts = 64;

    public static PathOrigin Nothing { get; } = new([]);

    public static PathOrigin Caller { get; } = new([]) { IsOpen = true };

    public static PathOrigin Asset { get; } = new([]) { IsAsset = true };

    /// <summary>A part of it is not in the file: a placeholder, an argument, something computed.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The loader gives it the path of an asset.</summary>
    public bool IsAsset { get; init; }

    public PathOrigin Or(PathOrigin other) => new([.. Texts.Concat(other.Texts).Distinct(StringComparer.Ordinal).Take(MaxTexts)])
    {
        IsOpen = IsOpen || other.IsOpen,
        IsAsset = IsAsset || other.IsAsset,
    };

    /// <summary>This and then another.</summary>
    public PathOrigin Then(PathOrigin other, string between)
    {
        if (Texts.Count == 0 || other.Texts.Count == 0) return Or(other);
        return new([.. Texts.SelectMany(a => other.Texts.Select(b => a + between + b)).Take(MaxTexts)])
        {
            IsOpen = IsOpen || other.IsOpen,
            IsAsset = IsAsset || other.IsAsset,
        };
    }

    public PathOrigin Map(Func<string, string> of) => new([.. Texts.Select(of)]) { IsOpen = IsOpen, IsAsset = IsAsset };
}
