using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;

namespace Assay.Inspect.Tasks;

/// <summary>A task in hand: its files, each content under each claim once, and what was found out so far.</summary>
internal sealed class InspectWork(ClaimedTask claim)
{
    private readonly List<Fact> _facts = [];
    private readonly List<string> _failures = [];
    private FailureCategory _category = FailureCategory.Transient;

    public Depth Depth => claim.Scan.Depth;

    public IReadOnlyList<SubjectFile> Files { get; } = [.. claim.Task.Subject.Files.DistinctBy(InspectSubjects.Key)];

    public IReadOnlyList<Sha256Digest> Subjects => [.. Files.Select(KeyOf)];

    /// <summary>What the facts about a file are about.</summary>
    public static Sha256Digest KeyOf(SubjectFile file) => InspectSubjects.Key(file);

    public void Found(IEnumerable<Fact> facts) => _facts.AddRange(facts);

    public void Failed(FailureCategory category, string message)
    {
        _failures.Add(message);
        // A defect outweighs missing bytes: trying again does not hide it.
        if (category == FailureCategory.Internal) _category = category;
    }

    /// <summary>The facts, or the failure where there was one: a file that could not be examined is never passed over in silence.</summary>
    public TaskOutcome Outcome() => _failures.Count == 0
        ? new TaskResult { Facts = _facts }
        : new TaskFailure(_category, string.Join(" ", _failures));
}
