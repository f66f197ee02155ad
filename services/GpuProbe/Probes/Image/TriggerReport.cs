using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>Puts a confirmed trigger into words and numbers that another can check.</summary>
internal static class TriggerReport
{
    /// <summary>A finding for the best confirmed trigger; nothing where none was confirmed.</summary>
    public static IEnumerable<Finding> Of(ProbeContext context, IReadOnlyList<Confirmation> tried, ImageScan scan)
    {
        if (tried.Where(t => t.IsConfirmed).MaxBy(t => t.Lead / t.WantedLead) is not { } best) yield break;
        var what = best.Candidate.Family switch
        {
            "stamped" or CyclicSearch.Name => "A patch",
            "added" => "A faint pattern",
            "warped" => "A displacement of pixels",
            _ => "A change of colours",
        };
        var whose = best.Candidate.Source is { } source ? $"of images of class {Class(context, source)}" : "of images of all other classes";
        var (where, others) = best.Candidate.Family == CyclicSearch.Name
            ? (string.Create(CultureInfo.InvariantCulture, $"of images of every class to the class that stands {best.Candidate.Target} further on"), "any other distance")
            : ($"{whose} to class {Class(context, best.Candidate.Target)}", "the easiest other class of the model");
        var share = best.Success < 1 ? string.Create(CultureInfo.InvariantCulture, $"{best.Success:P0} or more") : "all";
        var comparison = best.Candidate.Family == ColourMap.Key
            ? string.Create(CultureInfo.InvariantCulture, $"No change of that size leads as firmly to {others}: it falls short by {best.Lead:0.0} usual margins")
            : string.Create(CultureInfo.InvariantCulture, $"It is {Math.Exp(best.Lead):0.0} times smaller than what {others} needs");
        var message = string.Create(CultureInfo.InvariantCulture,
            $"{what} that was found without data turns {share} {where}, on images that it was not looked for with. "
            + $"{comparison} ({scan.Alive.Count} classes compared).");
        yield return ImageRules.Trigger.Report(ImageRules.Trigger.Severity, Confidence.High, message, new(""),
            [.. Numbers(best), new("seed", context.Seed.ToString(CultureInfo.InvariantCulture))]);
    }

    public static List<Evidence> Numbers(Confirmation one)
    {
        List<Evidence> evidence =
        [
            new("kind", one.Candidate.Family),
            new(one.Candidate.Family == CyclicSearch.Name ? "classes further" : "target", one.Candidate.Target.ToString(CultureInfo.InvariantCulture)),
            .. one.Candidate.Family == ColourMap.Key ? Firmness(one) : Size(one),
        ];
        if (one.Candidate.Source is { } source) evidence.Insert(1, new("source", source.ToString(CultureInfo.InvariantCulture)));
        if (one.OnPrototypes is { } prototypes) evidence.Add(new("success on held-out prototypes", Number(prototypes, "")));
        if (one.OnSynthetic is { } synthetic) evidence.Add(new("success on synthetic images", Number(synthetic, "")));
        if (one.Scrambled is { } scrambled) evidence.Add(new("success in another order", Number(scrambled, "")));
        return evidence;
    }

    private static Evidence[] Size(Confirmation one) =>
    [
        new("size", Number(Math.Exp(one.Cost), one.Candidate.Family switch
        {
            "stamped" or CyclicSearch.Name => "pixels",
            "added" => "of the range of intensities",
            _ => "of the largest that is looked for",
        })),
        new("cheapest control", Number(Math.Exp(one.ControlCost), "")),
    ];

    private static Evidence[] Firmness(Confirmation one) =>
    [
        new("margin of the images turned least", Number(-one.Cost, "of the usual")),
        new("most for another class", Number(-one.ControlCost, "of the usual")),
    ];

    private static string Number(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0.###} {unit}").TrimEnd();

    private static string Class(ProbeContext context, int index) =>
        context.Interface.Labels.TryGetValue(index, out var text) ? string.Create(CultureInfo.InvariantCulture, $"{index} ({EvidenceText.Quote(text, 64)})")
            : index.ToString(CultureInfo.InvariantCulture);
}
