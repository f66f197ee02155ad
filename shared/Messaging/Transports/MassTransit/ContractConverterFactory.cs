using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Contracts;
using Assay.Contracts.Messages;

namespace Assay.Messaging.Transports.MassTransit;

/// <summary>Writes the contract's messages in the contract's own dialect inside MassTransit's envelope, whose names stay MassTransit's.</summary>
internal sealed class ContractConverterFactory : JsonConverterFactory
{
    private static readonly string Namespace = typeof(TaskReady).Namespace!;

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert is { IsClass: true, IsAbstract: false } && typeToConvert.Namespace == Namespace;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ContractConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class ContractConverter<T> : JsonConverter<T>
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<T>(ref reader, AssayJson.Options);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, AssayJson.Options);
    }
}
