using System.Globalization;
using Assay.Analysis.Probes;
using Assay.GpuProbe.Probes.LanguageModels;

namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>The owner's records first, then the fields of the model's own texts. What is known when the time is up stays known.</summary>
internal sealed class MemorisationSearch(ProbeContext context, NextTokens model)
{
    private const int Texts = 128;
    private const int TextsOfABeginning = 10;
    private const int TextLength = 48;
    private const int MostFields = 8;

    private readonly List<Extraction> _extractions = [];
    private readonly List<RecordTrial> _trials = [];

    public int Records { get; private set; }

    public IReadOnlyList<string> Problems { get; private set; } = [];

    public IReadOnlyList<RecordTrial> Trials => _trials;

    public IReadOnlyList<Field> Fields { get; private set; } = [];

    public int Swept { get; private set; }

    /// <summary>The best known values of every field, the best known first.</summary>
    public IReadOnlyList<Extraction> Extractions => [.. _extractions.OrderByDescending(e => e.Excess).ThenBy(e => e.Slot)];

    /// <summary>What is known by heart: each name and each sequence once, where it is written most surely. Other names call up parts of it.</summary>
    public IReadOnlyList<Extraction> ByHeart
    {
        get
        {
            var kept = new List<Extraction>();
            foreach (var e in _extractions.Where(e => e.ByHeart).OrderByDescending(e => e.Log / e.Written.Length).ThenBy(e => e.Slot))
                if (!kept.Exists(k => k.IsSame(e))) kept.Add(e);
            return kept;
        }
    }

    public void Run(CancellationToken cancellationToken)
    {
        var tokens = context.Interface.Tokens!;
        var (records, problems) = OwnerRecords.Read(context.ModelPath, tokens, model.MaxLength);
        (Records, Problems) = (records.Count, problems);
        context.Advance(0, string.Create(CultureInfo.InvariantCulture, $"asks for {records.Count} records"));
        var trials = new RecordTrials(model, tokens, context.Random("records"));
        foreach (var record in records) _trials.Add(trials.Run(record, cancellationToken));
        context.Advance(0.1, "lets the model write");
        var chance = context.Random("texts");
        List<int[]> texts =
        [
            .. OwnTexts.Write(model, tokens, Texts, TextLength, chance, cancellationToken),
            .. OwnTexts.Varied(model, tokens, TextsOfABeginning, TextLength, chance, cancellationToken),
        ];
        var ordinary = Enumerable.Range(0, model.Vocabulary).Where(id => !tokens.Special.Contains(id)).ToList();
        var sweep = new FieldSweep(model, ordinary);
        Fields = new FieldFinder(model, tokens.Special).Find(texts, MostFields, cancellationToken);
        Fields = new FieldForm(model, sweep, context.Random("lengths")).Of(Fields, cancellationToken);
        foreach (var field in Fields)
        {
            context.Advance(0.3 + (0.7 * Swept / Fields.Count), "asks for numbers and codes");
            _extractions.AddRange(sweep.Run(field, cancellationToken).Take(16));
            Swept++;
        }
    }
}
