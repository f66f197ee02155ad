using Assay.Formats;
using Assay.Formats.Pickle;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Knows the persistent ids that torch.save writes: ('storage', a storage type, key, device, count).</summary>
internal static class StorageId
{
    private const int MaxText = 256;

    /// <summary>What is wrong with an id that begins as torch's do; null for others, which other loaders give a meaning to.</summary>
    public static string? Complaint(ByteSource source, in PickleValue id)
    {
        if (id.Items is not { } items || items.Values.Length < 2 || PickleText.Read(source, items.Values[0], MaxText) != "storage") return null;
        if (items.Values[1].Import is not { } type || !(type.Module == "torch" || type.Module.StartsWith("torch.", StringComparison.Ordinal)))
            return "its type is not one of torch";
        if (items.Values.Length < 5) return "it has fewer than five parts";
        if (PickleText.Read(source, items.Values[2], MaxText) is not { } key) return "its key is no text";
        return key.Contains('/') || key.Contains('\\') || key.Contains("..", StringComparison.Ordinal) ? "its key is a path" : null;
    }
}
