using Assay.GpuProbe.Probes.Image;
using Assay.Analysis.Probes;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

/// <summary>A session with room for the groups of one search, and the drawing of carriers for them.</summary>
internal sealed class SearchSession
{
    private readonly TriggerSession _session;
    private readonly Carriers _carriers;
    private readonly IReadOnlyList<SearchGroup> _groups;
    private readonly SeededNumbers _chance;
    private readonly float[] _images;

    public SearchSession(TriggerSession session, Carriers carriers, IReadOnlyList<SearchGroup> groups, SeededNumbers chance)
    {
        (_session, _carriers, _groups, _chance) = (session, carriers, groups, chance);
        _images = new float[session.Rows * carriers.Size];
        Logits = new float[session.Rows * session.Classifier.Classes];
        session.GiveTargets([.. Enumerable.Range(0, session.Rows).Select(r => (long)Group(r).Target)], [.. Enumerable.Repeat(1f, session.Rows)]);
    }

    /// <summary>Of the last run.</summary>
    public float[] Logits { get; }

    /// <summary>Draws carriers for every group anew. A session may have more groups than are searched: they repeat the last one.</summary>
    public void Draw()
    {
        for (var row = 0; row < _session.Rows; row++)
        {
            var pool = Group(row).Pool;
            _carriers[pool[_chance.Below(pool.Length)]].CopyTo(_images.AsSpan(row * _carriers.Size));
        }
        _session.GiveCarriers(_images);
    }

    public void Run(float[][] parameters, float[][] gradients, CancellationToken cancellationToken) =>
        _session.Run(parameters, gradients, Logits, cancellationToken);

    /// <summary>Share of a group's images that were answered as wanted.</summary>
    public float FlipRate(int group)
    {
        var classes = _session.Classifier.Classes;
        var flips = 0;
        for (var i = 0; i < _session.Carriers; i++)
        {
            var row = (group * _session.Carriers) + i;
            if (Scores.Label(Logits.AsSpan(row * classes, classes)) == Group(row).Target) flips++;
        }
        return (float)flips / _session.Carriers;
    }

    private SearchGroup Group(int row) => _groups[Math.Min(row / _session.Carriers, _groups.Count - 1)];
}
