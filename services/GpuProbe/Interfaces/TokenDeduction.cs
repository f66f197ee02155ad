using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.Contracts.Findings;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Interfaces;

/// <summary>Finds out how a model takes tokens.</summary>
internal sealed class TokenDeduction(
    ProbeContext context, ProbeSession session, ModelConfiguration configuration, Vocabulary? vocabulary, ModelInterface start)
{
    private const int TrialSequences = 24;
    private const int LargestVocabulary = 1 << 20;

    /// <summary>Lengths that are tried, the wanted ones first; 16 is enough for most probes, and 8 for some.</summary>
    private static readonly int[] Lengths = [512, 256, 128, 64, 48, 32, 24, 16, 8, 4, 1];

    private readonly List<Evidence> _basis = [.. start.Basis];

    public ModelInterface Deduce(OrtPort port, CancellationToken cancellationToken)
    {
        var fixedLength = port.Shape[1].Size is > 0 and <= 1 << 20 ? (int?)port.Shape[1].Size : null;
        var tokens = Describe(port, fixedLength);
        var (size, basis) = VocabularySize(tokens, fixedLength ?? 8, cancellationToken);
        if (size is null) return start with { Problem = $"The model takes no token ids that were tried: {basis}", Basis = _basis };
        _basis.Add(new("vocabulary", string.Create(CultureInfo.InvariantCulture, $"{size} tokens, {basis}")));
        tokens = tokens with { Vocabulary = size.Value };
        var length = fixedLength ?? LongestLength(tokens, cancellationToken);
        if (length is null) return start with { Problem = "No sequence length was found that the model takes.", Basis = _basis };
        tokens = tokens with { MaxLength = length.Value };
        return Measure(tokens, cancellationToken);
    }

    private TokenInput Describe(OrtPort port, int? fixedLength)
    {
        int? Id(string name) => configuration.SpecialIds.TryGetValue(name, out var id) ? id : null;
        int? ByText(params string[] texts) => vocabulary is null ? null
            : vocabulary.Texts.Index().Where(t => texts.Contains(t.Item)).Select(t => (int?)t.Index).FirstOrDefault();
        var tokens = new TokenInput(port.Name, port.ElementType, 2, fixedLength ?? 1)
        {
            FixedBatch = port.Shape[0].Size is > 0 and <= 4096 ? (int?)port.Shape[0].Size : null,
            FixedLength = fixedLength,
            Pad = Id("pad") ?? ByText("[PAD]", "<pad>"),
            Class = Id("cls") ?? ByText("[CLS]", "<s>"),
            Separator = Id("sep") ?? ByText("[SEP]", "</s>"),
            Begin = Id("bos") ?? ByText("<s>", "<|endoftext|>"),
            End = Id("eos") ?? ByText("</s>", "<|endoftext|>"),
            Texts = vocabulary?.Texts ?? [],
            HasCache = session.Inputs.Any(input => TokenPorts.IsCache(input.Name)),
        };
        var special = new HashSet<int>(vocabulary?.Special ?? new HashSet<int>());
        special.UnionWith(configuration.SpecialIds.Values);
        foreach (var id in new[] { tokens.Pad, tokens.Class, tokens.Separator, tokens.Begin, tokens.End }) if (id is { } known) special.Add(known);
        return tokens with { Special = special };
    }

    /// <summary>As many ids as a file says, if the model takes the last of them; else as many as it takes, found by halving.</summary>
    private (int? Size, string Basis) VocabularySize(TokenInput tokens, int length, CancellationToken cancellationToken)
    {
        var claims = new[] { (configuration.Vocabulary, "by config.json"), (vocabulary?.Texts.Count, "by " + vocabulary?.Basis) };
        foreach (var (claimed, source) in claims)
        {
            if (claimed is > 0 and <= LargestVocabulary && Takes(tokens, claimed.Value - 1, length, cancellationToken)) return (claimed, $"{source}, tried");
        }
        if (!Takes(tokens, 0, length, cancellationToken)) return (null, _last ?? "it refuses token 0");
        if (Takes(tokens, LargestVocabulary - 1, length, cancellationToken)) return (LargestVocabulary, "it takes any id");
        var (low, high) = (0, LargestVocabulary - 1);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (Takes(tokens, middle, length, cancellationToken)) low = middle;
            else high = middle;
        }
        return (low + 1, "the ids that it takes");
    }

    private string? _last;

    private bool Takes(TokenInput tokens, int id, int length, CancellationToken cancellationToken)
    {
        var ids = new int[length];
        Array.Fill(ids, id);
        try
        {
            // With no padding id, so that the mask leaves nothing out.
            new ModelRunner(session, start with { Tokens = tokens with { Pad = null } })
                .Run(new TokenInputs(ids, length), [session.Outputs[0].Name], (_, _, _) => { }, cancellationToken);
            return true;
        }
        catch (OrtException exception)
        {
            _last = EvidenceText.Quote(exception.Message, 200);
            return false;
        }
    }

    private int? LongestLength(TokenInput tokens, CancellationToken cancellationToken)
    {
        var wanted = configuration.MaxLength is { } declared ? Lengths.Prepend(Math.Min(declared, Lengths[0])) : Lengths;
        foreach (var length in wanted)
        {
            if (!Takes(tokens, 0, length, cancellationToken)) continue;
            var basis = length == configuration.MaxLength ? "by the configuration, tried" : "the longest of those tried that it takes";
            _basis.Add(new("length", string.Create(CultureInfo.InvariantCulture, $"{length} tokens, {basis}")));
            return length;
        }
        return null;
    }

    private ModelInterface Measure(TokenInput tokens, CancellationToken cancellationToken)
    {
        var inputs = TokenProbes.Random(tokens, TrialSequences, Math.Min(tokens.MaxLength, 16), context.Random("interface"));
        MeasuredScores? found;
        try
        {
            found = ScoreDeduction.Measure(session, start with { Tokens = tokens }, inputs, tokens.Vocabulary, cancellationToken);
        }
        catch (OrtException exception)
        {
            return start with { Tokens = tokens, Problem = $"The model does not take random tokens: {EvidenceText.Quote(exception.Message, 256)}", Basis = _basis };
        }
        if (found is null) return start with { Tokens = tokens, Problem = "The model has no output with a row of numbers for each text.", Basis = _basis };
        var task = found.Output.PerPosition
            ? IsLanguageModel(found.Output, tokens) ? ModelTask.CausalLanguageModel : ModelTask.TextEncoding
            : configuration.Pipeline is "feature-extraction" or "sentence-similarity" ? ModelTask.TextEncoding : ModelTask.TextClassification;
        _basis.Add(new("scores", string.Create(CultureInfo.InvariantCulture,
            $"{EvidenceText.Quote(found.Output.Name, 32)}: {found.Output.Columns} columns of {found.Output.Kind.ToString().ToLowerInvariant()}, measured on {TrialSequences} texts")));
        return start with { Task = task, Tokens = tokens, Scores = found.Output, Basis = _basis };
    }

    /// <summary>As many columns as tokens, or nearly so: exporters fill the output up to a round number. A masked model has them too; its files say so.</summary>
    private bool IsLanguageModel(ScoreOutput output, TokenInput tokens) =>
        output.Columns >= tokens.Vocabulary * 0.9 && output.Columns <= (tokens.Vocabulary * 1.1) + 256
        && configuration.Pipeline != "fill-mask" && configuration.Architecture?.Contains("MaskedLM", StringComparison.Ordinal) is not true;
}
