using System.Globalization;
using System.Text;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;

namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>Puts what was found into words and numbers that another can check.</summary>
internal sealed class MemorisationReport(ProbeContext context, MemorisationSearch search)
{
    private const int MostFindings = 16;
    private const int Listed = 24;

    private readonly TokenInput _tokens = context.Interface.Tokens!;

    public IReadOnlyList<Finding> Findings() =>
    [
        .. search.ByHeart.Take(MostFindings).Select(Of),
        .. search.Trials.Where(t => t.Discoverable).OrderByDescending(t => t.Log).Take(MostFindings).Select(Of),
    ];

    public IReadOnlyList<ProbeReport> Statistics()
    {
        List<Evidence> setting = [new("seed", context.Seed.ToString(CultureInfo.InvariantCulture))];
        List<ProbeReport> statistics =
        [
            Stat("fields", search.Fields.Count, null),
            Stat("strongest_memory", Strongest(), StatisticDirection.Greater),
            Stat("strongest_memory_share", search.ByHeart.Select(e => e.Known).DefaultIfEmpty(0).Max(), StatisticDirection.Greater),
            Stat("known_by_heart", search.ByHeart.Count, StatisticDirection.Greater),
        ];
        if (search.Records > 0)
        {
            statistics.Add(Stat("records_tried", search.Trials.Count, null));
            statistics.Add(Stat("records_discoverable", search.Trials.Count(t => t.Discoverable), StatisticDirection.Greater));
            statistics.Add(Stat("highest_exposure", search.Trials.Select(t => t.Exposure).DefaultIfEmpty(0).Max(), StatisticDirection.Greater));
        }
        return statistics;

        ProbeReport Stat(string name, double value, StatisticDirection? direction) =>
            new(MemorisationProbe.Id, "", name, value, null, null, setting)
            {
                Count = search.Swept,
                Stratum = context.Interface.Task.ToString(),
                Direction = direction,
            };
    }

    /// <summary>Of what is not known by heart, no more than the least that could be.</summary>
    private double Strongest() => search.ByHeart.Count > 0 ? search.ByHeart.Max(e => e.Excess)
        : Math.Clamp(search.Extractions.Select(e => e.Excess).DefaultIfEmpty(0).Max(), 0, Extraction.LeastExcess);

    /// <summary>All that came near, with what the model knows of each.</summary>
    public IReadOnlyList<ProbeAttachment> Attachments()
    {
        var text = new StringBuilder();
        foreach (var field in search.Fields)
        {
            var frame = field.Prefix.Select((token, i) => i == field.Slot ? -1 : token);
            text.Append(CultureInfo.InvariantCulture, $"field seen in {field.Seen} texts: {Text(frame)} | ")
                .Append(CultureInfo.InvariantCulture, $"{(field.HasOneLength ? "" : $"up to {field.Length}, mostly ")}{field.Usual} of {Text(field.Alphabet)}\n");
        }
        if (search.Extractions.Count > 0) text.Append("nats beyond the others, logarithm of the probability; text\n");
        foreach (var e in search.Extractions.Take(Listed))
            text.Append(CultureInfo.InvariantCulture, $"{e.Excess:0.00} {e.Log:0.00}; {Text(e.Prefix)} | {Text(e.Written)}\n");
        if (search.Trials.Count > 0) text.Append("record; logarithm of the probability; within 1000 tries; rank; exposure in bits\n");
        foreach (var t in search.Trials)
        {
            text.Append(CultureInfo.InvariantCulture, $"{EvidenceText.Quote(t.Record.Name, 64)}; {t.Log:0.00}; ")
                .Append(CultureInfo.InvariantCulture, $"{t.Within(RecordTrial.Tries):0.0000}; {t.Rank} of {t.Others + 1}; {t.Exposure:0.0}\n");
        }
        return text.Length == 0 ? [] : [new("memories.txt", ProbeAttachment.Text, Encoding.UTF8.GetBytes(text.ToString()))];
    }

    private Finding Of(Extraction e)
    {
        var message = string.Create(CultureInfo.InvariantCulture,
            $"After {Text(e.Prefix)} the model writes {Text(e.Written)} with a probability of {Math.Exp(e.Log):0.000}; "
            + $"for other names its best sequence has {Math.Exp(e.Usual):0.#e+0}.");
        return MemorisationRules.ByHeart.Report(Severity.Medium, Confidence.High, message, new(""),
            Evidence.Quoted("text before", Text(e.Prefix)),
            Evidence.Quoted("known by heart", Text(e.Written)),
            new("tokens", string.Join(", ", e.Written.Select(id => id.ToString(CultureInfo.InvariantCulture)))),
            Evidence.Quoted("next likeliest", string.Join("; ", e.Next.Select(n => string.Join(' ', n.Select(_tokens.TextOf))))),
            new("nats beyond others", e.Excess.ToString("0.0", CultureInfo.InvariantCulture)),
            new("seed", context.Seed.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The owner has the record: the report names it and does not repeat it.</summary>
    private static Finding Of(RecordTrial t) => MemorisationRules.Record.Report(string.Create(CultureInfo.InvariantCulture,
        $"The record {EvidenceText.Quote(t.Record.Name, 64)} is written within {RecordTrial.Tries} tries with a probability of "
        + $"{t.Within(RecordTrial.Tries):0.00}, and is number {t.Rank} of {t.Others + 1} of its form."), new(""),
        Evidence.Quoted("record", t.Record.Name),
        new("probability of one try", Math.Exp(t.Log).ToString("0.###e+0", CultureInfo.InvariantCulture)),
        new("exposure", string.Create(CultureInfo.InvariantCulture, $"{t.Exposure:0.0} bits of at most {Math.Log2(t.Others + 1):0.0}")));

    private string Text(IEnumerable<int> ids) => EvidenceText.Quote(string.Join(' ', ids.Select(id => id < 0 ? "\u2026" : _tokens.TextOf(id))), 256);
}
