using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.SafeTensors;

/// <summary>The rules about indexes of shards.</summary>
internal static class ShardIndexRules
{
    private const string SupplyChain = "AML.T0010";

    public static Rule LeavesFolder { get; } = new(
        "ASY-STN-005", "The index of shards names a file outside its folder", Severity.High,
        "The loader opens the files that the index names. A path that leaves the folder makes it open a file of the index author's choice on your machine.",
        "Do not load the model. Honest indexes name files beside themselves.",
        "\"weight_map\": {\"w\": \"../../other/model.bin\"}.", ["CWE-22", "CWE-73", SupplyChain]);

    public static Rule Malformed { get; } = new(
        "ASY-STN-006", "The index of safetensors shards is not well formed", Severity.Medium,
        "Loaders that meet it fail or skip weights; a shard that is no safetensors file brings the dangers of its own format.",
        "Ask the publisher for a complete index.",
        "A shard name that is no text.", ["CWE-20", SupplyChain]);

    public static Rule Absent { get; } = new(
        "ASY-STN-007", "A shard that the index names is not there", Severity.Medium,
        "The checkpoint was not examined whole: whatever file of that name is put beside it later becomes part of the model.",
        "Fetch the complete checkpoint and scan it again.",
        "\"weight_map\": {\"w\": \"model-00002-of-00002.safetensors\"}, and no such file.", ["CWE-353", "CWE-829", SupplyChain]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [LeavesFolder, Malformed, Absent];
}
