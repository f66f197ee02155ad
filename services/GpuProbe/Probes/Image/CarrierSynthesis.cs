using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Probes.Image.Scenes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Images that stand for the inputs of a model's classes: scenes where the model takes some for the class, prototypes by gradient where it takes none.
/// </summary>
/// <param name="context">The run.</param>
/// <param name="classifier">In the form that gradients are built from.</param>
/// <param name="runner">The model as it is in its file.</param>
internal sealed class CarrierSynthesis(ProbeContext context, ImageClassifier classifier, ModelRunner runner)
{
    /// <summary>Makes images.</summary>
    /// <param name="classes">Of which classes.</param>
    /// <param name="each">Images of each.</param>
    /// <param name="purpose">What the chance is drawn for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The images, or why those that need a gradient cannot be made.</returns>
    public (Carriers? Carriers, string? Reason) Run(IReadOnlyList<int> classes, int each, string purpose, CancellationToken cancellationToken)
    {
        var kind = context.Interface.Scores?.Kind ?? ScoreKind.Logits;
        var scenes = new SceneSynthesis(context, runner, classifier.Image, kind).Run(classes, each, purpose, cancellationToken);
        var alive = scenes.Alive.ToHashSet();
        int[] missed = [.. classes.Where(c => !alive.Contains(c))];
        if (missed.Length == 0) return (scenes, null);
        var (prototypes, reason) = new PrototypeSynthesis(context, classifier).Run(missed, each, purpose, cancellationToken);
        return prototypes is null ? (null, reason) : (scenes.Only(alive).With(prototypes), null);
    }
}
