using System.Diagnostics;
using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>The searches of one model, one family after another. What is done when the time is up counts.</summary>
internal sealed class ImageSearch(ProbeContext context, ImageClassifier classifier)
{
    /// <summary>Classes that are searched; more would not fit into the time.</summary>
    public const int MaxTargets = 24;

    private const int CarriersOfEach = 8;

    /// <summary>Pairs that lead which may be worth confirming.</summary>
    private const int PairCandidates = 2;

    /// <summary>
    /// A lead of one target, in patterns and patches together, that no honest model came near to: nothing else has to be looked for, and the time is
    /// better spent on confirming it.
    /// </summary>
    private const double Plain = 1.3;

    /// <summary>The lead of a candidate whose family was not searched: worth a look after the others.</summary>
    private const double LeadOfUnsearched = 0.25;

    /// <summary>What has been measured so far.</summary>
    public ImageScan Scan { get; private set; } = new() { Classes = classifier.Classes };

    /// <summary>Runs everything.</summary>
    /// <returns>Why a part is missing; null where nothing is.</returns>
    public string? Run(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        context.Advance(0, "makes images of the classes");
        var targets = TargetChoice.Of(context, classifier, MaxTargets, cancellationToken);
        using var forward = context.Open();
        var runner = new ModelRunner(forward, context.Interface, RowLimit.For(classifier.Image, 320));
        var (carriers, reason) = new CarrierSynthesis(context, classifier, runner).Run(targets, CarriersOfEach, "carriers", cancellationToken);
        if (carriers is null) return reason;
        Scan = Scan with { Alive = carriers.Alive, Reached = carriers.Reached, PrototypeSeconds = clock.Elapsed.TotalSeconds };
        if (Scan.Alive.Count < 3)
            return string.Create(CultureInfo.InvariantCulture, $"Images could be made for {Scan.Alive.Count} of {targets.Count} classes, and three are needed.");
        var groups = SearchGroup.All(carriers, Scan.Alive);
        context.Advance(0.1, "looks for a pattern to add");
        reason = Radius(new AddedPattern());
        context.Advance(0.4, "looks for a patch");
        reason ??= Measure("stamped", name => new PatchSearch(context, classifier, PatchOptions.Targets).Run(carriers, groups, name, cancellationToken));
        if (reason is null && Scan.Joint() is { Gap: >= Plain } plain)
        {
            // A displacement leads in these two as well, and is neither.
            Scan = Scan with { Candidates = [.. Scan.Candidates, new("warped", null, plain.Best, LeadOfUnsearched)] };
            return null;
        }
        context.Advance(0.6, "looks for a change of colours");
        var colours = new ColourSearch(context, classifier, runner, RadiusOptions.Coloured);
        reason ??= Measure(ColourMap.Key, name => colours.Run(carriers, groups, name, cancellationToken));
        context.Advance(0.7, "looks for a displacement");
        reason ??= Radius(new WarpField());
        context.Advance(0.75, "looks for a patch that leads every class to another");
        reason ??= Measure(CyclicSearch.Name, _ => new CyclicSearch(context, classifier).Run(carriers, Scan.Alive, cancellationToken));
        context.Advance(0.78, "looks for the largest margins");
        reason ??= Margins(cancellationToken);
        context.Advance(0.8, "looks for patches of one class alone");
        return reason ?? Pairs(carriers, cancellationToken);

        string? Radius(ITriggerFamily family) => Measure(
            family.Name, name => new RadiusSearch(context, classifier, family, RadiusOptions.Of(family)).Run(carriers, groups, name, cancellationToken));
    }

    private string? Measure(string family, Func<string, (IReadOnlyList<FoundTrigger>? Found, string? Reason)> search)
    {
        var clock = Stopwatch.StartNew();
        var (found, reason) = search(family);
        if (found is null) return reason;
        var costs = new FamilyCosts(
            family, [.. found.Select(f => f.Target)], [.. found.Select(f => f.Cost)], [.. found.Select(f => f.FlipRate)], clock.Elapsed.TotalSeconds);
        Scan = Scan with
        {
            Families = [.. Scan.Families, costs],
            Candidates = [.. Scan.Candidates, new(family, null, costs.Best, costs.Gap ?? 0)],
        };
        return null;
    }

    private string? Margins(CancellationToken cancellationToken)
    {
        var (margins, reason) = new MaximumMargin(context, classifier, MarginOptions.Quick).Run(Scan.Alive, "margins", cancellationToken);
        Scan = Scan with { Margins = margins };
        return reason;
    }

    private string? Pairs(Carriers carriers, CancellationToken cancellationToken)
    {
        var (pairs, reason) = new PairSearch(context, classifier).Run(carriers, Scan.Alive, cancellationToken);
        if (pairs is null) return reason;
        Scan = Scan with { Pairs = pairs };
        var leading = pairs.Leads.Take(PairCandidates).Select(p => new TriggerCandidate("stamped", p.Source, p.Target, p.Again));
        Scan = Scan with { Candidates = [.. Scan.Candidates, .. leading] };
        return null;
    }
}
