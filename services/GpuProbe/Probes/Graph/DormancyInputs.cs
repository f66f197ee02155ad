using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>
/// Inputs that wake up what an honest model has: every kind of image, every token, and in batches of their own the odd cases that honest rules are made
/// for (blank, empty, very short), so that a rule for those is not taken for dormant.
/// </summary>
internal static class DormancyInputs
{
    /// <summary>Inputs of one odd kind: enough to be more than the share that counts as dormant.</summary>
    private const int OddShare = 48;

    /// <summary>Batches of inputs, in the order in which they are run.</summary>
    public static IEnumerable<(ProbeInputs Inputs, bool Odd)> Of(ModelInterface model, int batch, SeededNumbers chance)
    {
        if (model.Image is { } image)
        {
            for (var round = 0; ; round++)
            {
                yield return (ImageProbes.Diverse(image, batch, chance), false);
                if (round % 8 == 0) foreach (var odd in OddImages(image, batch)) yield return (odd, true);
            }
        }
        if (model.Tokens is { } tokens)
        {
            var deck = new TokenDeck(tokens, chance);
            for (var round = 0; ; round++)
            {
                yield return (Texts(tokens, batch, Length(tokens), chance, deck), false);
                if (round % 8 == 0) foreach (var odd in OddTexts(tokens, batch, chance)) yield return (odd, true);
            }
        }
    }

    /// <summary>One length for all, so that places in the graph stay the same; odd, so that it is not mistaken for the batch.</summary>
    public static int Length(TokenInput tokens) => tokens.FixedLength ?? Math.Min(tokens.MaxLength, 21);

    /// <summary>Ordinary inputs that a changed value is tried on.</summary>
    public static ProbeInputs Ordinary(ModelInterface model, int count, SeededNumbers chance)
    {
        if (model.Image is { } image) return ImageProbes.Diverse(image, count, chance);
        return TokenProbes.Random(model.Tokens!, count, Length(model.Tokens!), chance);
    }

    /// <summary>Random texts in which every token stands in turn; every other text is shorter and filled up.</summary>
    private static TokenInputs Texts(TokenInput tokens, int count, int length, SeededNumbers chance, TokenDeck deck)
    {
        var ids = new int[count * length];
        for (var i = 0; i < count; i++)
        {
            var text = ids.AsSpan(i * length, length);
            var repeat = i % 16 == 15 ? TokenProbes.Ordinary(tokens, chance) : -1;
            TokenProbes.Frame(tokens, text, _ => repeat >= 0 ? repeat : deck.Next());
            if (i % 2 == 1 && tokens.Pad is { } pad && tokens.FixedLength is null) Shorten(tokens, text, pad, 3 + chance.Below(Math.Max(1, length - 3)));
        }
        return new(ids, length);
    }

    private static void Shorten(TokenInput tokens, Span<int> text, int pad, int length)
    {
        if (length >= text.Length) return;
        if (tokens.Separator is { } separator && text[^1] == separator) text[length - 1] = separator;
        text[length..].Fill(pad);
    }

    private static IEnumerable<ImageInputs> OddImages(ImageInput image, int batch)
    {
        foreach (var intensity in new[] { 0f, 1f, 0.5f })
        {
            for (var left = OddShare; left > 0; left -= batch)
            {
                var inputs = new ImageInputs(new float[batch * image.Size], image.Size);
                Array.Fill(inputs.Values, intensity);
                yield return inputs;
            }
        }
    }

    private static IEnumerable<TokenInputs> OddTexts(TokenInput tokens, int batch, SeededNumbers chance)
    {
        var length = Length(tokens);
        for (var kind = 0; kind < 3; kind++)
        {
            for (var left = OddShare; left > 0; left -= batch)
            {
                var ids = new int[batch * length];
                for (var i = 0; i < batch; i++)
                {
                    var text = ids.AsSpan(i * length, length);
                    if (kind == 0) TokenProbes.Frame(tokens, text, _ => tokens.Pad ?? 0);
                    else if (kind == 1) text.Fill(TokenProbes.Ordinary(tokens, chance));
                    else
                    {
                        TokenProbes.Frame(tokens, text, _ => TokenProbes.Ordinary(tokens, chance));
                        if (tokens.Pad is { } pad && tokens.FixedLength is null) Shorten(tokens, text, pad, Math.Min(length, 2 + (i % 2)));
                    }
                    if (kind == 0 && tokens.Pad is { } empty && tokens.Separator is { } && length > 2)
                    {
                        text[1..].Fill(empty);
                        if (i % 2 == 0) text[1] = tokens.Separator.Value;
                    }
                }
                yield return new(ids, length);
            }
        }
    }
}
