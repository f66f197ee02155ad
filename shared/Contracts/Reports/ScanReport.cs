using System.Text.Json.Serialization;
using Assay.Contracts.Values;

namespace Assay.Contracts.Reports;

/// <summary>The report of one run, schema <c>assay.report/1</c>. Members may be added; none is removed or changes its meaning within <c>/1</c>.</summary>
/// <param name="Tool">Who made the report.</param>
/// <param name="Verdict">The worst verdict of the models, in the order approved, review, incomplete, rejected.</param>
/// <param name="Depth">The least depth reached by a model of the run.</param>
/// <param name="Models">One entry a model, in the order of the targets.</param>
public sealed record ScanReport(ToolInfo Tool, VerdictKind Verdict, Depth Depth, IReadOnlyList<ModelReport> Models)
{
    public const string SchemaId = "assay.report/1";

    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = SchemaId;

    /// <summary>The report of these models: the worst of their verdicts, the least of their depths. Of no models, it is incomplete: nothing was looked at.</summary>
    public static ScanReport Of(ToolInfo tool, IReadOnlyList<ModelReport> models) => new(
        tool,
        models.Count == 0 ? VerdictKind.Incomplete : models.Max(m => m.Verdict),
        models.Count == 0 ? Depth.Metadata : models.Min(m => m.Depth),
        models);
}
