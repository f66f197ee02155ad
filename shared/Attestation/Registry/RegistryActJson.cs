using System.Text.Json;
using Assay.Attestation.InToto;
using Assay.Attestation.Json;
using Assay.Attestation.Manifests;
using Assay.Contracts.Values;

namespace Assay.Attestation.Registry;

/// <summary>The statement that an act is signed as.</summary>
public static class RegistryActJson
{
    /// <summary>What a hub allows in a repository.</summary>
    public const int MostFiles = 100_000;

    /// <summary>The payload of the envelope.</summary>
    public static byte[] Write(RegistryAct act)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("_type", InTotoStatement.Type);
            json.WriteStartArray("subject");
            json.WriteStartObject();
            json.WriteString("name", act.Purl ?? act.Name);
            json.WriteStartObject("digest");
            json.WriteString("sha256", act.Manifest.Hex);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("predicateType", RegistryAct.PredicateType);
            json.WriteStartObject("predicate");
            WritePredicate(json, act);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>Reads the payload of an envelope whose signature was verified.</summary>
    public static Parsed<RegistryAct> Parse(ReadOnlySpan<byte> payload)
    {
        var statement = InTotoStatement.Parse(payload);
        if (!statement.IsOk) return Parsed.Failed<RegistryAct>(statement.Reason);
        if (statement.Value.PredicateType != RegistryAct.PredicateType)
            return Parsed.Failed<RegistryAct>($"the statement is no act of a registry: {RegistryAct.PredicateType} is expected");
        if (statement.Value is not { Subjects: [var subject], Predicate: { } fields })
            return Parsed.Failed<RegistryAct>("an act has one subject and a predicate");
        if (!subject.Digests.TryGetValue("sha256", out var hex) || !Sha256Digest.TryParse(hex, out var manifest))
            return Parsed.Failed<RegistryAct>("the subject of an act has the SHA-256 of a manifest");
        var actor = fields.Object("actor");
        var act = new RegistryAct
        {
            Id = fields.Id("id") ?? default,
            Act = fields.Text("act"),
            State = fields.Text("state"),
            Manifest = manifest,
            Name = fields.Text("name"),
            Purl = fields.OptionalText("purl"),
            Source = fields.OptionalText("source"),
            RepositoryId = fields.OptionalText("repositoryId"),
            Revision = fields.OptionalText("revision"),
            Actor = actor.Text("id"),
            ActorName = actor.Text("name"),
            At = fields.Time("time") ?? default,
            Reason = fields.OptionalText("reason"),
            ExpiresAt = fields.Has("expires") ? fields.Time("expires") : null,
            Replacement = fields.Digest("replacement"),
            Override = fields.OptionalText("override"),
            Scan = fields.Has("scan") ? fields.Id("scan") : null,
            RequestedBy = fields.OptionalText("requestedBy"),
            Files = [.. fields.Objects("files", MostFiles).Select(f => new ManifestEntry(f.Text("path"), f.OptionalCount("size") ?? -1, f.Digest("sha256")))],
        };
        if (fields.Problem.First is { } reason) return Parsed.Failed<RegistryAct>(reason);
        return act.Files.Count > 0 && ManifestOf(act.Files) != manifest
            ? Parsed.Failed<RegistryAct>("the files of the act are not those of its subject")
            : act;
    }

    private static Sha256Digest ManifestOf(IReadOnlyList<ManifestEntry> files)
    {
        try
        {
            return ModelManifest.Of(files).Digest;
        }
        catch (ArgumentException)
        {
            return default;
        }
    }

    private static void WritePredicate(Utf8JsonWriter json, RegistryAct act)
    {
        json.WriteString("id", act.Id);
        json.WriteString("act", act.Act);
        json.WriteString("state", act.State);
        json.WriteString("time", RegistryFields.Write(act.At));
        json.WriteStartObject("actor");
        json.WriteString("id", act.Actor);
        json.WriteString("name", act.ActorName);
        json.WriteEndObject();
        json.WriteString("name", act.Name);
        WriteText(json, "purl", act.Purl);
        WriteText(json, "source", act.Source);
        WriteText(json, "repositoryId", act.RepositoryId);
        WriteText(json, "revision", act.Revision);
        WriteText(json, "reason", act.Reason);
        WriteText(json, "expires", act.ExpiresAt is { } end ? RegistryFields.Write(end) : null);
        WriteText(json, "replacement", act.Replacement.IsEmpty ? null : act.Replacement.Hex);
        WriteText(json, "override", act.Override);
        WriteText(json, "scan", act.Scan?.ToString());
        WriteText(json, "requestedBy", act.RequestedBy);
        if (act.Files.Count == 0) return;
        json.WriteStartArray("files");
        foreach (var file in act.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteNumber("size", file.Size);
            json.WriteString("sha256", file.Sha256.Hex);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }
}
