using Assay.Contracts.Values;

namespace Assay.Formats.Zip;

/// <summary>
/// Knows the members in which PyTorch's zip format keeps raw storages: <c>archive/data/0</c>, <c>archive/constants/0</c>, <c>archive/tensors/0</c> and
/// the like. Their bytes have no format of their own, and loaders only ever copy them into tensors.
/// </summary>
public static class TorchStorageName
{
    /// <summary>Tensor data for a storage's name, null for any other.</summary>
    public static string? Of(string name)
    {
        var slash = name.LastIndexOf('/');
        if (slash < 0 || slash == name.Length - 1 || !IsStorageFolder(name.AsSpan(0, slash))) return null;
        foreach (var c in name.AsSpan(slash + 1))
        {
            if (!char.IsAsciiDigit(c)) return null;
        }
        return FileFormat.TensorData;
    }

    private static bool IsStorageFolder(ReadOnlySpan<char> folder) =>
        folder[(folder.LastIndexOf('/') + 1)..] is "data" or ".data" or "constants" or "tensors" or "storages";
}
