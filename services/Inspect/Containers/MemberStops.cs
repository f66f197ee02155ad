using Assay.Analysis.Containers;
using Assay.Formats.Expansion;

namespace Assay.Inspect.Containers;

/// <summary>Reports why a member could not be expanded to its end.</summary>
internal static class MemberStops
{
    public static void Report(ContainerContext context, string name, ExpandedBytes content)
    {
        switch (content.Stop)
        {
            case ExpansionStop.Complete:
                return;
            case ExpansionStop.Ratio or ExpansionStop.MemberSize or ExpansionStop.TotalSize:
                var limit = content.Stop switch
                {
                    ExpansionStop.Ratio => $"more than {context.Budget.Limits.Ratio} times its compressed size",
                    ExpansionStop.MemberSize => $"more than {context.Budget.Limits.MemberBytes >> 20} MiB",
                    _ => $"with the others to more than {context.Budget.Expanded >> 20} MiB",
                };
                context.Report(ArchiveRules.Limit.Report($"The member expands to {limit}; it was examined up to there.", context.At(name)));
                context.Partial("a member expands beyond the limits");
                return;
            default:
                var why = content.Stop switch
                {
                    ExpansionStop.Unsupported => "is compressed in a way that is not read here",
                    ExpansionStop.Encrypted => "is encrypted",
                    _ => "is damaged",
                };
                context.Report(ArchiveRules.Unreadable.Report($"The member {why}; {content.Bytes.Length} bytes of it were examined.", context.At(name)));
                context.Partial("a member could not be read");
                return;
        }
    }
}
