namespace Assay.Analysis.Probes.Feeding;

/// <summary>Texts that need no data: random tokens within the frame that a model's texts have.</summary>
public static class TokenProbes
{
    /// <summary>Sequences of random tokens, none of them special, of one length.</summary>
    public static TokenInputs Random(TokenInput tokens, int count, int length, SeededNumbers chance)
    {
        length = tokens.FixedLength ?? length;
        var ids = new int[count * length];
        for (var i = 0; i < count; i++) Frame(tokens, ids.AsSpan(i * length, length), _ => Ordinary(tokens, chance));
        return new(ids, length);
    }

    /// <summary>A random token that is not special, where there is one.</summary>
    public static int Ordinary(TokenInput tokens, SeededNumbers chance)
    {
        var id = 0;
        for (var attempt = 0; attempt < 16; attempt++)
        {
            id = chance.Below(tokens.Vocabulary);
            if (!tokens.Special.Contains(id)) break;
        }
        return id;
    }

    /// <summary>Fills a sequence: an encoder's first and last tokens where it has such, the given ones between.</summary>
    /// <param name="tokens">The model's tokens.</param>
    /// <param name="sequence">What is filled.</param>
    /// <param name="body">The token at a place between, from 0 on.</param>
    public static void Frame(TokenInput tokens, Span<int> sequence, Func<int, int> body)
    {
        var (first, last) = (0, sequence.Length);
        if (sequence.Length >= 3 && tokens is { Class: { } begin, Separator: { } end })
        {
            sequence[0] = begin;
            sequence[^1] = end;
            (first, last) = (1, sequence.Length - 1);
        }
        else if (sequence.Length >= 2 && tokens is { Class: null, Begin: { } start })
        {
            sequence[0] = start;
            first = 1;
        }
        for (var i = first; i < last; i++) sequence[i] = body(i - first);
    }
}
