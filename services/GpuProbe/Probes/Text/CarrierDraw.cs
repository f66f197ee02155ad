using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>
/// Finds texts without any data: random tokens, of which those are kept that the model is most certain about. In a random text the words of all classes meet, so
/// that every class that the model answers comes up.
/// </summary>
internal sealed class CarrierDraw(TextModel model, SeededNumbers chance)
{
    private const int Round = 1024;
    private const int MostRounds = 6;

    /// <summary>Carriers of each class that comes up, the most certain first.</summary>
    /// <param name="body">Tokens of a text, without its frame.</param>
    /// <param name="perClass">Most for one class.</param>
    /// <param name="pool">Random texts at the least.</param>
    /// <param name="cancellationToken">Ends the draw.</param>
    public IReadOnlyList<IReadOnlyList<Carrier>> Draw(int body, int perClass, int pool, CancellationToken cancellationToken)
    {
        var found = new List<Carrier>[model.Classes];
        for (var i = 0; i < found.Length; i++) found[i] = [];
        for (var round = 0; round < MostRounds && (round * Round < pool || found.Any(f => f.Count < perClass)); round++)
        {
            var texts = TokenProbes.Random(model.Tokens, Round, Length(body), chance);
            Pad(texts, body);
            var scores = model.Scores(texts, cancellationToken);
            for (var i = 0; i < texts.Count; i++)
            {
                if (scores.Label(i) is var label and >= 0) found[label].Add(new(Trimmed(texts[i], body), label, scores.Row(i).ToArray()));
            }
        }
        return [.. found.Select(list => (IReadOnlyList<Carrier>)[.. list.OrderByDescending(c => c.Margin(c.Label)).Take(perClass)])];
    }

    private int Frame => model.Tokens switch
    {
        { Class: not null, Separator: not null } => 2,
        { Class: null, Begin: not null } => 1,
        _ => 0,
    };

    private int Length(int body) => Math.Min(body + Frame, model.Tokens.MaxLength - Placement.MostTokens);

    /// <summary>A model of one length reads short texts filled up, as it does in use.</summary>
    private void Pad(TokenInputs texts, int body)
    {
        if (model.Tokens is not { FixedLength: { } length, Pad: { } pad }) return;
        var used = Math.Min(body + Frame, length);
        for (var i = 0; i < texts.Count; i++)
        {
            var ids = texts[i];
            var last = ids[^1];
            ids[used..].Fill(pad);
            if (Frame == 2) ids[used - 1] = last;
        }
    }

    private int[] Trimmed(ReadOnlySpan<int> ids, int body) =>
        (model.Tokens is { FixedLength: not null, Pad: not null } ? ids[..Math.Min(body + Frame, ids.Length)] : ids).ToArray();
}
