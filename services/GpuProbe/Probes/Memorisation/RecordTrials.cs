using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Probes.LanguageModels;

namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>Asks the model for the owner's records, and for others of the same form as a control.</summary>
internal sealed class RecordTrials(NextTokens model, TokenInput tokens, SeededNumbers chance)
{
    private const int Others = 500;
    private const int LargestClass = 4096;

    private readonly Dictionary<string, List<int>> _classes = tokens.Texts.Take(model.Vocabulary).Index()
        .Where(t => t.Item is { Length: > 0 } && !tokens.Special.Contains(t.Index))
        .GroupBy(t => Form(t.Item!)).ToDictionary(g => g.Key, g => g.Select(t => t.Index).Take(LargestClass).ToList(), StringComparer.Ordinal);

    public RecordTrial Run(OwnerRecord record, CancellationToken cancellationToken)
    {
        var classes = record.Suffix.Select(ClassOf).ToList();
        var others = classes.Any(c => c.Count > 1) ? Others : 0;
        List<int[]> suffixes = [record.Suffix, .. Enumerable.Range(0, others).Select(_ => classes.Select(c => c[chance.Below(c.Count)]).ToArray())];
        var logs = new double[suffixes.Count];
        model.At([.. suffixes.Select(s => (int[])[.. record.Prefix, .. s])], _ => [.. Enumerable.Range(record.Prefix.Length - 1, record.Suffix.Length)],
            (row, position, next) => logs[row] += next[suffixes[row][position - record.Prefix.Length + 1]], cancellationToken);
        return new(record, logs[0], 1 + logs.Skip(1).Count(log => log >= logs[0]), others);
    }

    /// <summary>Tokens that could as well stand there: digits for a digit, words for a word; punctuation stays what it is.</summary>
    private List<int> ClassOf(int token) => token < tokens.Texts.Count && tokens.Texts[token] is { Length: > 0 } text
        && Form(text) is var form && form != "other" && _classes.TryGetValue(form, out var members) ? members : [token];

    private static string Form(string text)
    {
        var bare = text.TrimStart('\u0120', '\u2581', '#');
        return bare.Length == 0 || !bare.All(char.IsLetterOrDigit) ? "other" : bare.All(char.IsDigit) ? "digits " + bare.Length : "letters";
    }
}
