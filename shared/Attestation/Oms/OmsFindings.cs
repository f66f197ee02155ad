namespace Assay.Attestation.Oms;

/// <summary>Collects what is wrong during one verification. For one thread.</summary>
/// <param name="isLenient">Reasons of <see cref="OmsReasons.Lenient"/> are kept apart and do not refuse.</param>
internal sealed class OmsFindings(bool isLenient)
{
    /// <summary>A list of thousands helps nobody; the number is what counts then.</summary>
    private const int MostOfAKind = 20;

    private readonly Dictionary<string, int> _counts = [];
    private readonly List<OmsReason> _refusals = [];
    private readonly List<OmsReason> _letPass = [];

    public bool IsLenient => isLenient;

    public bool HasRefusals => _refusals.Count > 0;

    public IReadOnlyList<OmsReason> Refusals => WithCounts(_refusals);

    public IReadOnlyList<OmsReason> LetPass => WithCounts(_letPass);

    /// <summary>True: it was let pass.</summary>
    public bool Add(string id, string message)
    {
        var isPassed = isLenient && OmsReasons.Lenient.Contains(id);
        var count = _counts[id] = _counts.GetValueOrDefault(id) + 1;
        if (count <= MostOfAKind) (isPassed ? _letPass : _refusals).Add(new(id, message));
        return isPassed;
    }

    private List<OmsReason> WithCounts(List<OmsReason> reasons) =>
    [
        .. reasons,
        .. reasons.Select(r => r.Id).Distinct().Where(id => _counts[id] > MostOfAKind)
            .Select(id => new OmsReason(id, $"and {_counts[id] - MostOfAKind} more of the kind")),
    ];
}
