using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Load;

/// <summary>A guess at the sizes that a model takes: one number for the batch, one for what else is left open, and how many tokens it knows.</summary>
/// <param name="Batch">Size of a batch dimension.</param>
/// <param name="Other">Size of any other open dimension.</param>
/// <param name="Tokens">Integer inputs stay below it.</param>
internal sealed record InputPlan(int Batch, int Other, int Tokens)
{
    /// <summary>Images need some size before their layers have shrunk them to nothing.</summary>
    private const int SmallestImage = 32;

    private const int Channels = 3;

    private static readonly (int Batch, int Other)[] Sizes = [(1, 8), (1, 16), (2, 4), (1, 1), (1, 32), (1, 3), (1, 64), (1, 224), (2, 2)];

    /// <summary>Guesses, the likely ones first.</summary>
    public static IReadOnlyList<InputPlan> Guesses { get; } =
        [.. new[] { 100, 2 }.SelectMany(tokens => Sizes.Select(size => new InputPlan(size.Batch, size.Other, tokens)))];

    /// <summary>The shape of an input under this plan. Equal symbols get equal sizes.</summary>
    public long[] ShapeOf(OrtPort input) => [.. input.Shape.Select((dimension, index) => dimension.Size ?? Resolve(dimension.Symbol, index))];

    /// <summary>True where every dimension is declared, so that there is nothing to guess.</summary>
    public static bool IsFixed(OrtSession session) => session.Inputs.All(input => input.Shape.All(dimension => dimension.Size is not null));

    private long Resolve(string? symbol, int index)
    {
        if (symbol is null) return index == 0 ? Batch : Other;
        if (Has(symbol, "batch") || symbol is "N" or "n" or "B" or "b") return Batch;
        if (Has(symbol, "channel") || symbol is "C" or "c") return Channels;
        if (Has(symbol, "height") || Has(symbol, "width") || symbol is "H" or "W" or "h" or "w") return Math.Max(SmallestImage, Other);
        return Other;
    }

    private static bool Has(string symbol, string word) => symbol.Contains(word, StringComparison.OrdinalIgnoreCase);
}
