using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assay.Contracts;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;

namespace Assay.Storage.Sql;

/// <summary>Bodies as they are stored: <see cref="AssayJson.Options"/>, as text.</summary>
internal static class Json
{
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)AssayJson.Options.GetTypeInfo(typeof(T)));

    /// <summary>Null for none, as for nearly every scan. Names are untrusted, and PostgreSQL does not take every character.</summary>
    public static string? Bases(IReadOnlyList<BaseModel> bases) => bases.Count == 0 ? null : StoredText.Clean(Write(bases));

    /// <summary>Null for an empty subject, which most tasks have at first.</summary>
    public static string? Subject(TaskSubject subject) => subject.Files.Count == 0 && subject.Companions.Count == 0 ? null : Write(subject);
}
