using System.Security.Cryptography;
using System.Text.Json;
using Assay.Attestation.InToto;
using Assay.Attestation.Oms.Statements;

namespace Assay.Attestation.Oms.Signing;

/// <summary>Writes the statement of specification 1.0.</summary>
internal static class OmsStatementWriter
{
    /// <param name="name">Of the model.</param>
    /// <param name="statement">With the resources in the order that they are to be listed in.</param>
    public static byte[] Write(string name, OmsStatement statement)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("_type", InTotoStatement.Type);
            WriteSubject(json, name, statement.Resources);
            json.WriteString("predicateType", OmsPredicates.V10);
            json.WriteStartObject("predicate");
            WriteResources(json, statement);
            WriteSerialization(json, statement);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void WriteSubject(Utf8JsonWriter json, string name, IReadOnlyList<OmsResource> resources)
    {
        using var root = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var resource in resources) root.AppendData(resource.Digest);
        json.WriteStartArray("subject");
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartObject("digest");
        json.WriteString("sha256", Convert.ToHexStringLower(root.GetHashAndReset()));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResources(Utf8JsonWriter json, OmsStatement statement)
    {
        // The reference implementation demands the size in the algorithm's name; the specification's form is read by it no more than this one by
        // others.
        var algorithm = statement.ShardSize is { } size ? $"{statement.Hash.Name}-sharded-{size}" : statement.Hash.Name;
        json.WriteStartArray("resources");
        foreach (var resource in statement.Resources)
        {
            json.WriteStartObject();
            json.WriteString("name", resource.Range is { } range ? ShardName.Of(resource.Path, range) : resource.Path);
            json.WriteString("algorithm", algorithm);
            json.WriteString("digest", Convert.ToHexStringLower(resource.Digest));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteSerialization(Utf8JsonWriter json, OmsStatement statement)
    {
        json.WriteStartObject("serialization");
        json.WriteString("method", statement.ShardSize is null ? "files" : "shards");
        json.WriteString("hash_type", statement.Hash.Name);
        if (statement.ShardSize is { } size) json.WriteNumber("shard_size", size);
        json.WriteBoolean("allow_symlinks", statement.AllowSymlinks ?? false);
        json.WriteStartArray("ignore_paths");
        foreach (var path in statement.IgnorePaths) json.WriteStringValue(path);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
