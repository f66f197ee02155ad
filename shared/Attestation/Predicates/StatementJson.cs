using System.Text.Json.Nodes;
using Assay.Attestation.InToto;
using Assay.Attestation.Json;
using Assay.Attestation.Registry;
using Assay.Contracts.Values;

namespace Assay.Attestation.Predicates;

/// <summary>Writes statements, and what all predicates have in common.</summary>
internal static class StatementJson
{
    private const string Sha256 = "sha256";

    /// <summary>Canonical bytes: the payload of an envelope.</summary>
    public static byte[] Write(IEnumerable<ResourceDescriptor> subjects, string predicateType, JsonObject predicate) => CanonicalJson.Write(new JsonObject
    {
        ["_type"] = InTotoStatement.Type,
        ["subject"] = new JsonArray([.. subjects.Select(Descriptor)]),
        ["predicateType"] = predicateType,
        ["predicate"] = predicate,
    });

    /// <summary>The predicate of a statement of the wanted type.</summary>
    public static Parsed<JsonFields> Predicate(InTotoStatement statement, string type)
    {
        if (statement.PredicateType != type) return Parsed.Failed<JsonFields>($"the predicate is of another type than {type}");
        if (statement.Subjects.Count == 0) return Parsed.Failed<JsonFields>("the statement has no subject");
        foreach (var subject in statement.Subjects)
        {
            if (!subject.Digests.TryGetValue(Sha256, out var hex) || !Sha256Digest.TryParse(hex, out var digest) || digest.Hex != hex)
                return Parsed.Failed<JsonFields>("a subject has no SHA-256 in lower-case hexadecimal digits");
        }
        return statement.Predicate ?? Parsed.Failed<JsonFields>("the statement has no predicate");
    }

    public static JsonNode Descriptor(ResourceDescriptor resource)
    {
        var written = new JsonObject();
        if (resource.Name is { } name) written["name"] = name;
        if (resource.Uri is { } uri) written["uri"] = uri;
        if (!resource.Sha256.IsEmpty) written["digest"] = Digests(resource.Sha256);
        return written;
    }

    public static JsonObject Digests(Sha256Digest digest) => new() { [Sha256] = digest.Hex };

    /// <summary>A descriptor whose digest is there.</summary>
    public static ResourceDescriptor Descriptor(JsonFields fields)
    {
        var digests = fields.Object("digest");
        var digest = digests.Digest(Sha256);
        if (digest.IsEmpty) digests.Problem.Report(digests.Path, "sha256: missing");
        return new(digest, fields.OptionalText("uri"), fields.OptionalText("name"));
    }

    /// <summary>Required, and perhaps empty.</summary>
    public static IReadOnlyList<JsonFields> RequiredObjects(this JsonFields fields, string name, int most)
    {
        if (!fields.Has(name)) fields.Problem.Report(fields.Path, $"{name}: missing");
        return fields.Objects(name, most);
    }

    public static DateTimeOffset RequiredTime(this JsonFields fields, string name) => fields.Time(name) ?? default;

    public static string Time(DateTimeOffset time) => RegistryFields.Write(time);
}
