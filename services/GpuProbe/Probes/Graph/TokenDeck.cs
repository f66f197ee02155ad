using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>Deals every token in turn, in a new order each time, so that tokens which meet in one text do not meet in all.</summary>
internal sealed class TokenDeck(TokenInput tokens, SeededNumbers chance)
{
    private readonly int[] _ids = [.. Enumerable.Range(0, tokens.Vocabulary).Where(id => !tokens.Special.Contains(id))];
    private int _at;

    public int Next()
    {
        if (_ids.Length == 0) return 0;
        if (_at == 0)
        {
            for (var i = _ids.Length - 1; i > 0; i--)
            {
                var j = chance.Below(i + 1);
                (_ids[i], _ids[j]) = (_ids[j], _ids[i]);
            }
        }
        var id = _ids[_at];
        _at = (_at + 1) % _ids.Length;
        return id;
    }
}
