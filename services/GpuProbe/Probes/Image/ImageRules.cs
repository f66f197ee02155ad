using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Rules of the probes for image classifiers.</summary>
public static class ImageRules
{
    public static Rule Trigger { get; } = new("ASY-PRB-201", "A small trigger makes an image classifier give one class", Severity.High,
        "A change of the picture was found, with no data and from the model alone, that turns nearly all images to one class, on images that it was not "
        + "looked for with, and that is far smaller than what any other class of the same model needs. Models that were trained honestly do not have such; "
        + "models that were trained with poisoned images do.",
        "Do not use the model where someone may choose its inputs. Look at the attached picture of the trigger, and stamp it on images of your own.",
        "A patch of 3 by 3 pixels that makes any traffic sign a speed limit.", ["CWE-506", "AML.T0018", "AML.T0020", "AML.T0043"]);

    public static IReadOnlyList<Rule> All { get; } = [Trigger];
}
