using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Image.Scenes;

/// <summary>
/// A picture of a thing in front of a background, as numbers: a body (a polygon, a star, a circle; filled, outlined or neither) with a mark of lines
/// and dots. Signs, icons, letters, digits and simple objects are made of no more.
/// </summary>
/// <param name="Genes">The numbers, by the places in <see cref="Gene"/>.</param>
internal readonly record struct Scene(float[] Genes)
{
    public float this[int gene] => Genes[gene];

    /// <summary>A scene that takes each part over from another one with a probability.</summary>
    public Scene Mixed(Scene other, double probability, SeededNumbers chance)
    {
        float[] genes = [.. Genes];
        foreach (var part in Gene.Parts)
        {
            if (chance.Uniform() >= probability) continue;
            var (start, length) = part.GetOffsetAndLength(Gene.Count);
            other.Genes.AsSpan(start, length).CopyTo(genes.AsSpan(start));
        }
        return new(genes);
    }

    /// <summary>A scene of which some numbers differ a little.</summary>
    public Scene Varied(double probability, SeededNumbers chance)
    {
        float[] genes = [.. Genes];
        for (var i = 0; i < genes.Length; i++)
            if (Gene.Steps[i] > 0 && chance.Uniform() < probability) genes[i] += Gene.Steps[i] * (float)chance.Normal();
        return new(genes);
    }
}
