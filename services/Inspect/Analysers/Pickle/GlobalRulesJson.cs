using System.Text.Json.Serialization;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Reads the rule file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GlobalRulesFile))]
internal sealed partial class GlobalRulesJson : JsonSerializerContext;
