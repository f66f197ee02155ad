using Assay.Domain.Tasks;
using Assay.Hosting.Outbox;
using Assay.Storage.Ledger;

namespace Assay.Hosting.Workers;

/// <summary>
/// Runs a task whose last worker died or hung with nothing beside it in this process. Otherwise one poison file would use up the attempts of whatever
/// happens to share its worker each time. What is claimed at a bad moment is given back without counting as an attempt.
/// </summary>
internal sealed class SuspectIsolation(IScanLedger ledger, IOutboxDispatcher outbox)
{
    private readonly Lock _gate = new();
    private int _running;
    private int _claiming;
    private bool _isAlone;

    /// <summary>A suspect is waiting: nothing new is begun until what runs has ended, and then a single task.</summary>
    private bool _isDraining;

    /// <summary>More may be claimed now than a moment ago.</summary>
    public event Action? Freed;

    /// <summary>Claims up to <paramref name="max"/> tasks, all of which may run now; fewer, or none, while a suspect runs or waits.</summary>
    public async Task<IReadOnlyList<ClaimedTask>> ClaimAsync(int max, Func<int, Task<IReadOnlyList<ClaimedTask>>> claim)
    {
        lock (_gate)
        {
            if (_isAlone || (_isDraining && _running + _claiming > 0)) return [];
            if (_isDraining) max = 1;
            _claiming++;
        }

        IReadOnlyList<ClaimedTask> claimed = [];
        try
        {
            claimed = await claim(max);
        }
        finally
        {
            if (claimed.Count == 0) EndClaim();
        }

        if (claimed.Count == 0) return claimed;
        var admitted = Admit(claimed);
        foreach (var one in claimed.Except(admitted)) outbox.Dispatch((await ledger.ReleaseAsync(one, CancellationToken.None)).Messages);
        return admitted;
    }

    /// <summary>Call once for each admitted task, when it has ended.</summary>
    public void Ended()
    {
        bool isFreed;
        lock (_gate)
        {
            _running--;
            isFreed = _isAlone || (_isDraining && _running == 0);
            if (_isAlone) _isAlone = _isDraining = false;
        }

        if (isFreed) Freed?.Invoke();
    }

    private static bool IsSuspect(ClaimedTask claim) => claim.Task.FailureCategory is FailureCategory.Crashed or FailureCategory.TimedOut;

    private List<ClaimedTask> Admit(IReadOnlyList<ClaimedTask> claimed)
    {
        lock (_gate)
        {
            _claiming--;
            if (_isAlone) return [];
            var others = claimed.Where(c => !IsSuspect(c)).ToList();
            if (others.Count == claimed.Count)
            {
                // A single task that was claimed for a suspect's sake and is none: the next claim asks again.
                _running += others.Count;
                return others;
            }

            if (_running + _claiming + others.Count == 0)
            {
                (_isAlone, _running) = (true, 1);
                return [claimed[0]];
            }

            _isDraining = true;
            _running += others.Count;
            return others;
        }
    }

    private void EndClaim()
    {
        lock (_gate)
        {
            _claiming--;
            // Nothing is ready: another process has taken the suspect, or its wait is not over.
            if (_isDraining && _running + _claiming == 0) _isDraining = false;
        }
    }
}
