using System.Text.Json;
using Assay.Contracts.Values;
using Assay.Domain.Versions;

namespace Assay.Domain.Trust.Lists;

/// <summary>
/// Reads the components of a CycloneDX bill of materials (ECMA-424; 1.4 to 1.7, JSON) that have a SHA-256, nested ones too. A component of type
/// <c>file</c> gives its name as the path; a package URL of a model holds for everything inside the component that has it.
/// </summary>
public static class CycloneDxList
{
    /// <summary>Bytes of a document: it is parsed whole.</summary>
    public const int MaxBytes = 128 << 20;

    /// <summary>Components inside components.</summary>
    private const int MaxDepth = 32;

    private static readonly string[] _versions = ["1.4", "1.5", "1.6", "1.7"];

    /// <summary>All components with hashes, in the order of the document.</summary>
    public static IEnumerable<ListLine> Read(ReadOnlyMemory<byte> text)
    {
        if (text.Length > MaxBytes) return [ListLine.Wrong(1, $"larger than {MaxBytes} bytes")];
        if (text.Span.StartsWith("\uFEFF"u8)) text = text[3..];
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, new() { MaxDepth = 4 * MaxDepth });
        }
        catch (JsonException e)
        {
            return [ListLine.Wrong((e.LineNumber ?? 0) + 1, "not JSON, or nested too deeply")];
        }
        return Refusal(document.RootElement) is { } refusal ? [ListLine.Wrong(1, refusal)] : Components(document);
    }

    private static string? Refusal(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return "not a CycloneDX document: not an object";
        if (Text(root, "bomFormat") != "CycloneDX") return "not a CycloneDX document: bomFormat is not CycloneDX";
        return Array.IndexOf(_versions, Text(root, "specVersion")) >= 0 ? null : $"specVersion is none of {string.Join(", ", _versions)}";
    }

    private static IEnumerable<ListLine> Components(JsonDocument document)
    {
        using (document)
        {
            var pending = new Stack<(JsonElement Component, ModelScope? Scope, int Depth)>();
            var root = document.RootElement;
            Push(pending, root, null, 0);
            if (root.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("component", out var subject))
                pending.Push((subject, null, 0));
            for (long number = 1; pending.TryPop(out var next); number++)
            {
                var (component, inherited, depth) = next;
                if (component.ValueKind != JsonValueKind.Object)
                {
                    yield return ListLine.Wrong(number, "a component is not an object");
                    continue;
                }
                if (depth > MaxDepth)
                {
                    yield return ListLine.Wrong(number, $"components are nested deeper than {MaxDepth}");
                    continue;
                }
                var scope = (Text(component, "purl") is { } purl ? PackageUrl.ScopeOf(purl) : null) ?? inherited;
                foreach (var line in Hashes(number, component, scope)) yield return line;
                Push(pending, component, scope, depth + 1);
            }
        }
    }

    private static void Push(Stack<(JsonElement, ModelScope?, int)> pending, JsonElement parent, ModelScope? scope, int depth)
    {
        if (!parent.TryGetProperty("components", out var children) || children.ValueKind != JsonValueKind.Array) return;
        foreach (var child in children.EnumerateArray().Reverse()) pending.Push((child, scope, depth));
    }

    private static IEnumerable<ListLine> Hashes(long number, JsonElement component, ModelScope? scope)
    {
        if (!component.TryGetProperty("hashes", out var hashes) || hashes.ValueKind != JsonValueKind.Array) yield break;
        var path = Text(component, "type") == "file" ? Text(component, "name") : null;
        if (path?.Length > ListPath.MaxLength)
        {
            yield return ListLine.Wrong(number, $"the name is longer than {ListPath.MaxLength} characters");
            yield break;
        }
        foreach (var hash in hashes.EnumerateArray())
        {
            if (hash.ValueKind != JsonValueKind.Object) yield return ListLine.Wrong(number, "a hash is not an object");
            else if (Text(hash, "alg") != "SHA-256") yield return ListLine.Skipped(number);
            else if (!Sha256Digest.TryParse(Text(hash, "content"), out var sha256)) yield return ListLine.Wrong(number, "a SHA-256 is not 64 hexadecimal digits");
            else yield return ListLine.Of(number, new(sha256, path is null ? null : ListPath.Normal(path), scope, Text(component, "description")));
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.TextOrNull() : null;
}
