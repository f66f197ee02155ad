using Assay.Formats.Pickle;

namespace Assay.Formats.Tensors;

/// <summary>
/// A call that makes a tensor of a storage, as torch writes it: <c>torch._utils._rebuild_tensor_v2(storage, offset, size, stride, …)</c> and its
/// relatives.
/// </summary>
/// <param name="Storage">Key of the storage.</param>
/// <param name="Type">Element type; null where it is none that is known.</param>
/// <param name="Offset">First element in the storage.</param>
/// <param name="Shape">Outermost dimension first.</param>
/// <param name="Strides">In elements.</param>
internal sealed record TorchCall(string Storage, string? Type, long Offset, IReadOnlyList<long> Shape, IReadOnlyList<long> Strides)
{
    private const int MaxKey = 64;

    /// <summary>Null for a call that makes no tensor, or in a way that torch does not write.</summary>
    public static TorchCall? Of(ByteSource pickle, PickleCall call)
    {
        if (call.Callee.Import is not { Module: "torch._utils" } function) return null;
        var arguments = call.ArgumentList;
        var dtype = function.Name == "_rebuild_tensor_v3" ? 6 : -1;
        if (function.Name is not ("_rebuild_tensor" or "_rebuild_tensor_v2" or "_rebuild_tensor_v3" or "_rebuild_qtensor") || arguments.Length < 4) return null;
        if (arguments[0].Kind != PickleValueKind.Persistent || arguments[0].Items is not { Values: [{ Items: { } id }] }) return null;
        if (id.Values.Length < 5 || PickleText.Read(pickle, id.Values[0], MaxKey) != "storage" || PickleText.Read(pickle, id.Values[2], MaxKey) is not { } key) return null;
        if (arguments[1].Kind != PickleValueKind.Int || Numbers(arguments[2]) is not { } shape || Numbers(arguments[3]) is not { } strides) return null;
        var named = dtype >= 0 && dtype < arguments.Length ? arguments[dtype].Import : id.Values[1].Import;
        return new(key, named is null ? null : ElementType.OfTorch(named.Name), arguments[1].Number, shape, strides);
    }

    private static List<long>? Numbers(in PickleValue tuple)
    {
        if (tuple.Items is not { IsCut: false } items || items.Count > TensorLimits.Rank) return null;
        var numbers = new List<long>((int)items.Count);
        foreach (ref readonly var item in items.Values)
        {
            if (item.Kind != PickleValueKind.Int || item.Length > 0) return null;
            numbers.Add(item.Number);
        }
        return numbers;
    }
}
