using System.ComponentModel.DataAnnotations;

namespace Assay.Conductor.Reconcile;

/// <summary>Section <c>Conductor:Reconciler</c>.</summary>
public sealed class ReconcilerOptions
{
    /// <summary>Time between two rounds.</summary>
    /// <value>Five seconds by default.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a ready task or an idle scan may stay without a hint before it gets another.</summary>
    /// <value>Thirty seconds by default: far above a hint's normal way, far below a person's patience.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan Quiet { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Most rows that one round touches.</summary>
    /// <value>500 by default.</value>
    [Range(1, 10_000)]
    public int Batch { get; set; } = 500;
}
