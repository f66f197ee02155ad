using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Interfaces;

/// <summary>Finds the output with the scores, and by its numbers what they are.</summary>
internal static class ScoreDeduction
{
    private const double Tolerance = 0.01;

    private static readonly string[] Likely = ["logit", "prob", "score", "output", "class", "hidden", "embed"];

    /// <param name="session">The model.</param>
    /// <param name="model">How it is fed.</param>
    /// <param name="inputs">What it is tried with.</param>
    /// <param name="vocabulary">Of a model of tokens: an output with as many columns for each position is a language model's.</param>
    /// <param name="cancellationToken">Ends a run.</param>
    /// <returns>Null where no output has a row of numbers for each input.</returns>
    /// <exception cref="OrtException">The model does not take the inputs.</exception>
    public static MeasuredScores? Measure(ProbeSession session, ModelInterface model, ProbeInputs inputs, int? vocabulary, CancellationToken cancellationToken)
    {
        var ports = session.Outputs.Where(IsNumbers).OrderBy(Rank).ToList();
        if (ports.Count == 0) return null;
        var names = ports.Select(port => port.Name).ToList();
        var shapes = new long[]?[ports.Count];
        new ModelRunner(session, model).Run(FirstOnly(inputs), names, (_, rows, outputs) =>
        {
            for (var i = 0; i < outputs.Count; i++) shapes[i] = [.. outputs[i].Shape];
        }, cancellationToken);
        for (var i = 0; i < ports.Count; i++)
        {
            if (Output(names[i], shapes[i]!, inputs, vocabulary) is not { } output) continue;
            var measured = new ModelRunner(session, model with { Scores = output }).Scores(inputs, cancellationToken);
            return new(output with { Kind = Kind(measured) }, measured);
        }
        return null;
    }

    private static bool IsNumbers(OrtPort port) => port.Kind == OrtValueKind.Tensor && port.ElementType.IsFloat() && !TokenPorts.IsCache(port.Name)
        && !port.Name.StartsWith("present", StringComparison.OrdinalIgnoreCase);

    private static int Rank(OrtPort port)
    {
        var index = Array.FindIndex(Likely, word => port.Name.Contains(word, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? Likely.Length : index;
    }

    private static ProbeInputs FirstOnly(ProbeInputs inputs) => inputs switch
    {
        ImageInputs images => new ImageInputs(images[0].ToArray(), images.Size),
        TokenInputs tokens => new TokenInputs(tokens[0].ToArray(), tokens.Length),
        _ => inputs,
    };

    private static ScoreOutput? Output(string name, long[] shape, ProbeInputs inputs, int? vocabulary)
    {
        // Detectors and segmenters have rows for places, not for images; what has one row for each is read as such.
        if (shape is [_, var columns] && columns is > 0 and <= 1 << 20) return new(name, (int)columns, ScoreKind.Logits, PerPosition: false);
        if (shape is [_, var one, _, _] && shape[2] == 1 && shape[3] == 1 && one > 0) return new(name, (int)one, ScoreKind.Logits, PerPosition: false);
        if (shape is [_, var positions, var width] && width is > 0 and <= 1 << 20 && (inputs is ImageInputs || vocabulary is not null || positions > 0))
            return new(name, (int)width, ScoreKind.Logits, PerPosition: true);
        return null;
    }

    private static ScoreKind Kind(ScoreTable scores)
    {
        var (inUnit, sumToOne) = (true, true);
        for (var row = 0; row < scores.Rows; row++)
        {
            double sum = 0;
            foreach (var value in scores.Row(row))
            {
                inUnit &= value is >= -1e-6f and <= 1.000001f;
                sum += value;
            }
            sumToOne &= Math.Abs(sum - 1) < Tolerance;
        }
        return !inUnit ? ScoreKind.Logits : sumToOne ? ScoreKind.Probabilities : ScoreKind.Independent;
    }
}
