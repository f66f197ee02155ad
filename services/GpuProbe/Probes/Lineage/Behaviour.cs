using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>How differently the two answer to the same inputs that nobody chose.</summary>
/// <param name="Inputs">How many.</param>
/// <param name="Flips">Share of them to which the answers differ.</param>
/// <param name="Divergence">Mean Kullback-Leibler divergence of the model's answers from the reference's, in nats.</param>
/// <param name="Directed">Largest growth of one answer's share: 0 where the differences go both ways.</param>
/// <param name="Class">Which answer grows most.</param>
internal sealed record Behaviour(int Inputs, double Flips, double Divergence, double Directed, int Class)
{
    private const int Count = 288;
    private const int Length = 20;

    public static Behaviour Measure(ScorePair pair, SeededNumbers chance, CancellationToken cancellationToken)
    {
        ProbeInputs inputs = pair.Interface.Image is { } image
            ? ImageProbes.Diverse(image, Count, chance)
            : TokenProbes.Random(pair.Interface.Tokens!, Count, Math.Min(Length, pair.Interface.Tokens!.MaxLength), chance);
        var (model, reference) = pair.Run(inputs, cancellationToken);
        var growth = new Dictionary<int, int>();
        double divergence = 0;
        var flips = 0;
        for (var row = 0; row < model.Rows; row++)
        {
            var (own, other) = (model.Label(row), reference.Label(row));
            if (own != other)
            {
                flips++;
                growth[own] = growth.GetValueOrDefault(own) + 1;
                growth[other] = growth.GetValueOrDefault(other) - 1;
            }
            var p = model.Row(row);
            var q = reference.Row(row);
            for (var i = 0; i < p.Length; i++) divergence += Math.Exp(p[i]) * ((double)p[i] - q[i]);
        }
        var most = growth.OrderByDescending(g => g.Value).ThenBy(g => g.Key).FirstOrDefault();
        return new(model.Rows, (double)flips / model.Rows, divergence / model.Rows, (double)most.Value / model.Rows, most.Key);
    }
}
