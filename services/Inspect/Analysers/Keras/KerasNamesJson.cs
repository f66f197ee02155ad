using System.Text.Json.Serialization;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>Reads the list of names without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KerasNamesFile))]
internal sealed partial class KerasNamesJson : JsonSerializerContext;
