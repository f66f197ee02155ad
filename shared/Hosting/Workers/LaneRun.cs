using Assay.Domain.Tasks;

namespace Assay.Hosting.Workers;

/// <summary>A task that occupies a slot, and the hint that is held for it, if any. Guarded by the pump's lock.</summary>
internal sealed class LaneRun(ClaimedTask claim)
{
    public ClaimedTask Claim { get; } = claim;
    public LaneHint? Hint { get; private set; }

    public void Hold(LaneHint hint)
    {
        hint.IsHeld = true;
        Hint = hint;
    }
}
