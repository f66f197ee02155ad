using Assay.Analysis.Probes;
using Assay.GpuProbe.Probes.LanguageModels;

namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>
/// Finds out how long the numbers of a field are, by letting the model write many for many names. Small models count badly: where nearly all lengths are within one
/// of the commonest, that one is the form, and the others are miscounted.
/// </summary>
internal sealed class FieldForm(NextTokens model, FieldSweep sweep, SeededNumbers chance)
{
    private const int TextsOfAField = 192;
    private const int Beyond = 4;
    private const double NearlyAll = 0.7;
    private const double Common = 0.3;

    /// <summary>The fields with their usual lengths; fields of the same tokens are of one kind of number and are counted together.</summary>
    public List<Field> Of(IReadOnlyList<Field> fields, CancellationToken cancellationToken)
    {
        var lengths = fields.Select(f => Lengths(f, cancellationToken)).ToList();
        return
        [
            .. fields.Select(field =>
            {
                List<int> alike = [.. fields.SelectMany((other, i) => other.IsLike(field) ? lengths[i] : [])];
                if (alike.Count < TextsOfAField / 4) return field;
                var (usual, count) = alike.CountBy(l => l).OrderByDescending(c => c.Value).ThenBy(c => c.Key).First();
                var near = alike.Count(l => Math.Abs(l - usual) <= 1);
                var one = near >= alike.Count * NearlyAll && count >= alike.Count * Common && usual >= FieldFinder.ShortestRun;
                return field with { Usual = usual, HasOneLength = one, Length = Math.Max(field.Length, usual) };
            }),
        ];
    }

    private List<int> Lengths(Field field, CancellationToken cancellationToken)
    {
        var prompts = sweep.Prompts(field, cancellationToken);
        List<int[]> drawn = [.. Enumerable.Range(0, TextsOfAField).Select(_ => prompts[chance.Below(prompts.Count)])];
        var longest = Math.Min(model.MaxLength, field.Prefix.Length + field.Length + Beyond);
        var texts = Writing.Sample(model, drawn, longest, null, chance, cancellationToken);
        return
        [
            .. texts.Select(text => text.Skip(field.Prefix.Length).TakeWhile(field.Alphabet.Contains).Count())
                .Where(length => length > 0 && field.Prefix.Length + length < longest),
        ];
    }
}
