using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Looks for a candidate's trigger anew, with other images, another beginning and more steps, beside controls of the same model; then tries it on
/// images
/// that no search has seen, in the model as it is in its file.
/// </summary>
internal sealed class TriggerConfirmation(ProbeContext context, ImageClassifier classifier, ImageScan scan, ModelRunner runner)
{
    private const int SearchedPrototypes = 5;
    private const int HeldOutPrototypes = 3;
    private const int SourcePrototypes = 12;
    private const int SyntheticImages = 108;
    private const int Controls = 5;
    private const int Steps = 160;
    private const int Batch = 14;
    private const float Quantile = 0.9f;

    /// <summary>How much larger than the critical size a trigger is when it is tried on held-out images, in natural logarithms.</summary>
    private const double MostRoom = 1;
    private const int StrengthenedBatch = 40;
    private const int StrengthenedSteps = 120;

    private readonly HeldOutImages _images = new(runner, classifier.Image);
    private Carriers? _scenes;
    private Carriers? _searched;
    private Carriers? _prototypes;
    private Carriers? _synthetic;

    /// <summary>Tries one candidate.</summary>
    /// <returns>What was found, with a picture; or why nothing could be tried.</returns>
    public (Confirmation? Confirmation, ProbeAttachment? Picture, string? Reason) Run(TriggerCandidate candidate, CancellationToken cancellationToken)
    {
        if (TriggerFamilies.Of(candidate.Family) is not { } family) return (null, null, "Its family is not known.");
        if (Prepare(cancellationToken) is { } problem) return (null, null, problem);
        var (searched, heldOut, problemOfSource) = For(candidate, cancellationToken);
        if (searched is null || heldOut is null) return (null, null, problemOfSource);
        var groups = Groups(candidate, searched);
        if (groups.Count < 3) return (null, null, "There are too few other classes to compare it with.");
        var purpose = FormattableString.Invariant($"confirm {candidate.Family} {candidate.Source} {candidate.Target}");
        // What turns one class alone is set apart from what the class is like as the search for pairs does it.
        var prices = candidate.Source is null ? null : PixelPrices.DearMiddle(classifier.Image);
        var (found, reason) = Search(family, searched, groups, prices, purpose, cancellationToken);
        if (found is null) return (null, null, reason);
        var (cost, control) = (found[0].Cost, found.Skip(1).Min(f => f.Cost));
        var trigger = found[0];
        if (family is not ColourMap)
        {
            // A trigger of the critical size works on the border alone. At a size between its own and the controls' it has to work on everything.
            var size = Math.Exp(cost + Math.Clamp((control - cost) / 2, 0, MostRoom));
            var (strengthened, obstacle) = Strengthen(family, searched, groups[0], found[0].Parameters, size, prices, purpose, cancellationToken);
            if (strengthened is null) return (null, null, obstacle);
            trigger = strengthened[0];
        }
        Func<int, int?> wanted = answer => candidate.Wanted(answer, scan.Alive);
        var onPrototypes = _images.Success(heldOut, family, trigger.Parameters, wanted, cancellationToken);
        var onSynthetic = NeedsScenes(candidate) ? null
            : _images.Success(_synthetic!, family, trigger.Parameters, wanted, cancellationToken);
        double? scrambled = candidate.Family is ColourMap.Key or "warped" ? null
            : _images.Success(heldOut, family, Scramble(trigger.Parameters, purpose), wanted, cancellationToken);
        var confirmation = new Confirmation(candidate, cost, control, onPrototypes, onSynthetic, scrambled);
        return (confirmation, Picture(confirmation, heldOut, family, trigger), null);
    }

    private string? Prepare(CancellationToken cancellationToken)
    {
        if (_searched is not null) return null;
        var synthesis = new CarrierSynthesis(context, classifier, runner);
        var (prototypes, reason) = synthesis.Run(scan.Alive, HeldOutPrototypes, "held-out", cancellationToken);
        if (prototypes is null) return reason;
        (var searched, reason) = synthesis.Run(scan.Alive, SearchedPrototypes, "searched", cancellationToken);
        if (searched is null) return reason;
        _prototypes = prototypes with { Answers = _images.Answers(prototypes.Values, cancellationToken) };
        _synthetic = Synthetic(SyntheticImages, "held-out synthetic", cancellationToken);
        // The trigger has to work on anything, so it is looked for on images of both kinds.
        var more = Synthetic(searched.Count, "searched synthetic", cancellationToken);
        (_scenes, _searched) = (searched, searched.With(more));
        return null;
    }

    /// <summary>
    /// Images to search with and images to try the trigger on. For a trigger of one source class there have to be enough images of that class. Noise is
    /// the same noise when it is displaced, and belongs to no class that a trigger could lead on from.
    /// </summary>
    private (Carriers? Searched, Carriers? HeldOut, string? Reason) For(TriggerCandidate candidate, CancellationToken cancellationToken)
    {
        if (candidate.Source is not { } s) return (NeedsScenes(candidate) ? _scenes : _searched, _prototypes, null);
        var synthesis = new CarrierSynthesis(context, classifier, runner);
        var (searched, reason) = synthesis.Run([s], SourcePrototypes, "searched source", cancellationToken);
        if (searched is null) return (null, null, reason);
        (var heldOut, reason) = synthesis.Run([s], SourcePrototypes, "held-out source", cancellationToken);
        return heldOut is null ? (null, null, reason)
            : (_searched!.With(searched), _prototypes!.With(heldOut with { Answers = _images.Answers(heldOut.Values, cancellationToken) }), null);
    }

    private Carriers Synthetic(int count, string purpose, CancellationToken cancellationToken)
    {
        var values = ImageProbes.Diverse(classifier.Image, count, context.Random(purpose)).Values;
        var answers = _images.Answers(values, cancellationToken);
        return new(values, answers, answers, classifier.Image.Size);
    }

    /// <summary>The candidate first, then the controls that were cheapest in the search: those that come nearest to it.</summary>
    private List<SearchGroup> Groups(TriggerCandidate candidate, Carriers carriers)
    {
        int[] Pool(int? source, int target) => source is { } s ? carriers.Of(s) : carriers.NotAnswering(target);
        if (candidate.Family == CyclicSearch.Name)
        {
            var nearest = (scan.Of(candidate.Family)?.Targets ?? []).Where(shift => shift != candidate.Target).ToHashSet();
            var shifts = SearchGroup.Shifts(carriers, scan.Alive);
            return [.. shifts.Where(g => g.Target == candidate.Target), .. shifts.Where(g => nearest.Contains(g.Target))];
        }
        List<SearchGroup> groups = [new(candidate.Target, Pool(candidate.Source, candidate.Target))];
        if (candidate.Source is { } from)
        {
            // Other sources to the same target, and other targets from the same source.
            var others = scan.Alive.Where(c => c != from && c != candidate.Target).ToList();
            groups.AddRange(Cheapest(others.Select(s => (s, candidate.Target)), 3).Select(p => new SearchGroup(p.Target, Pool(p.Source, p.Target))));
            groups.AddRange(Cheapest(others.Select(t => (from, t)), 3).Select(p => new SearchGroup(p.Target, Pool(p.Source, p.Target))));
        }
        else if ((scan.Of(candidate.Family) ?? scan.Joint()) is { } costs)
        {
            var order = costs.Targets.Zip(costs.Costs).Where(p => p.First != candidate.Target).OrderBy(p => p.Second).Take(Controls);
            groups.AddRange(order.Select(p => new SearchGroup(p.First, Pool(null, p.First))));
        }
        return [.. groups.Where(g => g.Pool.Length > 0)];
    }

    private IEnumerable<(int Source, int Target)> Cheapest(IEnumerable<(int Source, int Target)> pairs, int count)
    {
        var index = (scan.Pairs?.Classes ?? []).Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        return pairs.Where(p => index.ContainsKey(p.Source) && index.ContainsKey(p.Target))
            .OrderBy(p => scan.Pairs!.Costs[index[p.Source]][index[p.Target]] ?? double.MaxValue).Take(count);
    }

    private (IReadOnlyList<FoundTrigger>? Found, string? Reason) Search(
        ITriggerFamily family, Carriers carriers, List<SearchGroup> groups, float[]? prices, string purpose, CancellationToken cancellationToken)
    {
        if (family is StampedPatch)
        {
            var patch = PatchOptions.Targets with { Steps = Steps, Batch = Rows(groups[0], Batch), Quantile = Quantile, Prices = prices };
            return new PatchSearch(context, classifier, patch).Run(carriers, groups, purpose, cancellationToken);
        }
        if (family is ColourMap)
        {
            var colours = RadiusOptions.Coloured with { Steps = Steps, Batch = Batch };
            return new ColourSearch(context, classifier, runner, colours).Run(carriers, groups, purpose, cancellationToken);
        }
        var options = RadiusOptions.Of(family) with { Steps = Steps, Batch = Batch, Quantile = Quantile };
        return new RadiusSearch(context, classifier, family, options).Run(carriers, groups, purpose, cancellationToken);
    }

    private (IReadOnlyList<FoundTrigger>? Found, string? Reason) Strengthen(
        ITriggerFamily family, Carriers carriers, SearchGroup group, float[][] start, double size, float[]? prices, string purpose, CancellationToken cancellationToken)
    {
        purpose += " strengthened";
        group = group with { Start = start };
        if (family is StampedPatch)
        {
            var patch = PatchOptions.Targets with
            {
                Steps = StrengthenedSteps,
                Batch = Rows(group, StrengthenedBatch),
                Budget = (float)size,
                Prices = prices,
            };
            return new PatchSearch(context, classifier, patch).Run(carriers, [group], purpose, cancellationToken);
        }
        var options = RadiusOptions.Of(family) with { Steps = StrengthenedSteps, Batch = StrengthenedBatch, Fixed = (float)size };
        return new RadiusSearch(context, classifier, family, options).Run(carriers, [group], purpose, cancellationToken);
    }

    private static bool NeedsScenes(TriggerCandidate candidate) => candidate.Family is "warped" or ColourMap.Key or CyclicSearch.Name;

    /// <summary>Images of a group in a step: whole rounds where each row has a class of its own.</summary>
    private static int Rows(SearchGroup group, int batch) =>
        group.Parts.Count == 0 ? batch : group.Parts.Count * Math.Max(2, (batch + group.Parts.Count - 1) / group.Parts.Count);

    /// <summary>The same numbers in another order: what any change of this size does.</summary>
    private float[][] Scramble(float[][] parameters, string purpose)
    {
        var chance = context.Random($"scramble {purpose}");
        var area = classifier.Image.Height * classifier.Image.Width;
        var order = Enumerable.Range(0, area).ToArray();
        for (var i = area - 1; i > 0; i--)
        {
            var j = chance.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return [.. parameters.Select(p => p.Select((_, i) => p[(i / area * area) + order[i % area]]).ToArray())];
    }

    private ProbeAttachment? Picture(Confirmation confirmation, Carriers images, ITriggerFamily family, FoundTrigger trigger)
    {
        var candidate = confirmation.Candidate;
        var at = Enumerable.Range(0, images.Count).FirstOrDefault(i => candidate.Wanted(images.Answers[i], scan.Alive) is not null);
        var stamped = new float[classifier.Image.Size];
        family.Apply(images[at], stamped, trigger.Parameters, classifier.Image);
        var name = FormattableString.Invariant($"trigger-{candidate.Family}-{candidate.Source?.ToString() ?? "all"}-{candidate.Target}.png");
        return TriggerPicture.Of(name, candidate.Family, trigger.Parameters, images[at], stamped, classifier.Image);
    }
}
