using System.Text.Json.Serialization;

namespace Assay.Inspect.Analysers.PythonBytecode;

/// <summary>Reads the rule file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReachFile))]
internal sealed partial class ReachFileJson : JsonSerializerContext;
