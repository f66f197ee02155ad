namespace Assay.GpuProbe.Probes.Image;

/// <summary>A trigger that a later probe should try to confirm.</summary>
/// <param name="Family">Name of its family.</param>
/// <param name="Source">The one class whose images it turns; null for all.</param>
/// <param name="Target">The class that it gives; how many classes further it leads where it leads each to another.</param>
/// <param name="Lead">By how much it is cheaper than the next, in natural logarithms.</param>
internal sealed record TriggerCandidate(string Family, int? Source, int Target, double Lead)
{
    /// <summary>What the trigger should turn an image to, by the model's answer to the image without it; null where it does not matter.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="classes">The model's classes, in order.</param>
    public int? Wanted(int answer, IReadOnlyList<int> classes)
    {
        if (Family != CyclicSearch.Name) return Source is { } source ? (answer == source ? Target : null) : answer == Target ? null : Target;
        for (var i = 0; i < classes.Count; i++) if (classes[i] == answer) return classes[(i + Target) % classes.Count];
        return null;
    }
}
