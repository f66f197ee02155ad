using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>Keeps inputs with as many different answers as there are, for trials: a change that leads to one answer then shows.</summary>
internal sealed class Pool(ModelInterface model, long maxBytes)
{
    /// <summary>Inputs that a change is tried on.</summary>
    public const int Size = 48;

    private const int PerLabel = 16;

    private readonly Dictionary<int, List<ProbeInputs>> _byLabel = [];
    private long _bytes;

    public void Add(ProbeInputs inputs, int index, int label)
    {
        if (!_byLabel.TryGetValue(label, out var list)) _byLabel[label] = list = [];
        if (list.Count >= PerLabel || _bytes > maxBytes) return;
        var one = One(inputs, index);
        _bytes += one is ImageInputs images ? images.Size * 4L : ((TokenInputs)one).Length * 4L;
        list.Add(one);
    }

    /// <summary>One input by itself.</summary>
    public static ProbeInputs One(ProbeInputs inputs, int index) => inputs switch
    {
        ImageInputs images => new ImageInputs(images[index].ToArray(), images.Size),
        TokenInputs tokens => new TokenInputs(tokens[index].ToArray(), tokens.Length),
        _ => throw new ArgumentException("Inputs of an unknown kind.", nameof(inputs)),
    };

    /// <summary>Inputs of all answers in turn, with their answers; null where there were none.</summary>
    public (ProbeInputs? Inputs, int[] Labels) Balanced()
    {
        if (_byLabel.Count == 0) return (null, []);
        var chosen = new List<(ProbeInputs Input, int Label)>();
        for (var round = 0; round < PerLabel && chosen.Count < Size; round++)
        {
            foreach (var (label, list) in _byLabel.OrderBy(p => p.Key))
            {
                if (round < list.Count && chosen.Count < Size) chosen.Add((list[round], label));
            }
        }
        return (Joined([.. chosen.Select(c => c.Input)]), [.. chosen.Select(c => c.Label)]);
    }

    private ProbeInputs Joined(List<ProbeInputs> inputs) => model.Image is not null
        ? new ImageInputs([.. inputs.SelectMany(i => ((ImageInputs)i).Values)], ((ImageInputs)inputs[0]).Size)
        : new TokenInputs([.. inputs.SelectMany(i => ((TokenInputs)i).Ids)], ((TokenInputs)inputs[0]).Length);
}
