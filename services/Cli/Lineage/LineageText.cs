using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Findings;
using Assay.Reporting.Api.Shapes;

namespace Assay.Cli.Lineage;

/// <summary>Answers about content, for people and for programs.</summary>
internal static class LineageText
{
    private static readonly JsonSerializerOptions _json = AssayJson.Indented;

    public static Option<string> Format() => new("--format") { Description = "text or json (default: text)", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };

    /// <exception cref="UsageException">It is neither text nor json.</exception>
    public static bool IsJson(string format) => format switch
    {
        "json" => true,
        "text" => false,
        _ => throw new UsageException($"'{EvidenceText.Quote(format, 40)}' is not a value of --format; choose text or json"),
    };

    public static string Of(LineageView view, bool json)
    {
        if (json) return JsonSerializer.Serialize(view, _json);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Name(view.Model) ?? view.Subject}: {view.Tensors} different tensors, {view.EvidenceTensors} of them evidence ({view.EvidenceBytes:N0} bytes)\n");
        if (view.IsAdapter) text.Append("  its tensors are those of an adapter, which has none in common with the model that it adapts\n");
        foreach (var relative in view.Relatives)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Name(relative.Model)}: {relative.Relation}\n");
            text.Append(CultureInfo.InvariantCulture, $"      {relative.Evidence}: {relative.SharedTensors} of {view.EvidenceTensors}, {relative.SharedBytes:N0} bytes");
            text.Append(CultureInfo.InvariantCulture, $" ({relative.ShareOfOwn:P1} of its own, {relative.ShareOfOther:P1} of the other's)\n");
        }
        if (view.Relatives.Count == 0) text.Append("  no relation by content to any scanned model\n");
        if (view.MergedFrom.Count > 0) text.Append(null, $"  looks merged from {string.Join(", ", view.MergedFrom.Select(n => EvidenceText.Quote(n, 200)))}\n");
        if (view.IsCut) text.Append("  there may be more relatives than are listed\n");
        return text.Append(view.Note).ToString();
    }

    public static string Of(ContentHolders holders, bool json)
    {
        if (json) return JsonSerializer.Serialize(holders, _json);
        var text = new StringBuilder();
        foreach (var holder in holders.Files) text.Append(null, $"{Name(holder.Model)}  {EvidenceText.Quote(holder.Path, 300)}  ({holder.Evidence})\n");
        foreach (var holder in holders.Tensors) text.Append(null, $"{Name(holder.Model)}  {EvidenceText.Quote(holder.Path, 300)}  tensor {EvidenceText.Quote(holder.Tensor, 300)}\n");
        if (holders.Files.Count + holders.Tensors.Count == 0) text.Append("no known model has these bytes\n");
        if (holders.IsCut) text.Append("there are more than are listed\n");
        return text.ToString().TrimEnd('\n');
    }

    private static string? Name(ModelRef? model) =>
        model is null ? null : EvidenceText.Quote(model.Name, 300) + (model.Revision is { } revision ? "@" + EvidenceText.Quote(revision, 64) : "");
}
