namespace Assay.Domain.Calibration.Fitting;

/// <summary>Values of a family's terms over labelled models, before they are centred and scaled; not a number where a model has none.</summary>
internal sealed class FeatureTable
{
    private readonly double[][] _values;

    public FeatureTable(IReadOnlyList<FamilyTerm> terms, IReadOnlyList<LabelledModel> models)
    {
        Terms = terms;
        _values = [.. models.Select(m => terms.Select(t => Value(t, m)).ToArray())];
    }

    public IReadOnlyList<FamilyTerm> Terms { get; }

    /// <summary>These terms with centre, scale and floor as they are over the models of these indices, which are clean.</summary>
    public IReadOnlyList<FamilyTerm> Standardised(IReadOnlyList<int> clean) => [.. Terms.Select((term, t) =>
    {
        var known = clean.Select(i => _values[i][t]).Where(double.IsFinite).Order().ToArray();
        if (known.Length == 0) return term;
        var (centre, scale) = term.FloorShare is { } share ? RobustScale.UpTo(known, share) : RobustScale.Of(known);
        return term with { Centre = centre, Scale = scale, Floor = term.FloorShare is null ? term.Floor : 1 };
    })];

    /// <summary>True where a term differs among these models by more than a few exceptions: others cannot be standardised.</summary>
    public bool Varies(int term, IReadOnlyList<int> models)
    {
        var known = models.Select(i => _values[i][term]).Where(double.IsFinite).Order().ToArray();
        return known.Length > 0 && RobustScale.Quantile(known, 0.9) > RobustScale.Quantile(known, 0.1);
    }

    /// <summary>What a model's terms are, centred, scaled and within their bounds, those that are absent among them.</summary>
    public double[] Row(int model, IReadOnlyList<FamilyTerm> standardised)
    {
        var row = new double[standardised.Count];
        for (var t = 0; t < row.Length; t++)
        {
            var value = _values[model][t];
            row[t] = double.IsFinite(value) ? standardised[t].Scaled(value) : standardised[t].Absent;
        }
        return row;
    }

    /// <summary>Where a model has several values, the one that speaks most for hidden behaviour.</summary>
    private static double Value(FamilyTerm term, LabelledModel model)
    {
        var values = model.Statistics.Where(s => s.Probe == term.Probe && s.Statistic == term.Statistic).Select(term.Transformed).OfType<double>().ToList();
        return values.Count == 0 ? double.NaN : term.Weight < 0 ? values.Min() : values.Max();
    }
}
