using System.Runtime.InteropServices;

namespace Assay.OnnxRuntime.Native;

/// <summary>Reads the declared inputs or outputs of a session.</summary>
internal static unsafe class PortReader
{
    /// <summary>More than any model has; a file that declares more is not worth its memory.</summary>
    private const int MaxPorts = 16_384;

    /// <summary>More dimensions than any operator takes.</summary>
    private const int MaxRank = 64;

    public static IReadOnlyList<OrtPort> Read(OrtRuntime runtime, nint session, bool inputs)
    {
        nuint count;
        OrtStatus.Check(runtime.Api, runtime.Api.SessionCount(inputs)(session, &count));
        if (count > MaxPorts) throw new OrtException(OrtErrorCode.InvalidGraph, $"The model declares {count} inputs or outputs; at most {MaxPorts} are read.");
        var ports = new List<OrtPort>((int)count);
        for (nuint i = 0; i < count; i++) ports.Add(ReadOne(runtime, session, i, inputs));
        return ports;
    }

    private static OrtPort ReadOne(OrtRuntime runtime, nint session, nuint index, bool inputs)
    {
        var api = runtime.Api;
        byte* name;
        OrtStatus.Check(api, api.SessionName(inputs)(session, index, runtime.Allocator, &name));
        var text = Marshal.PtrToStringUTF8((nint)name) ?? "";
        OrtStatus.Check(api, api.AllocatorFree(runtime.Allocator, name));
        nint type;
        OrtStatus.Check(api, api.SessionTypeInfo(inputs)(session, index, &type));
        using var owned = runtime.Own(type, ApiPosition.ReleaseTypeInfo);
        int kind;
        OrtStatus.Check(api, api.GetInt(ApiPosition.GetOnnxTypeFromTypeInfo)(type, &kind));
        if ((OrtValueKind)kind != OrtValueKind.Tensor) return new(text, (OrtValueKind)kind, OrtElementType.Undefined, []);
        nint tensor;
        // Belongs to the type information, not to be freed.
        OrtStatus.Check(api, api.Get(ApiPosition.CastTypeInfoToTensorInfo)(type, &tensor));
        int element;
        OrtStatus.Check(api, api.GetInt(ApiPosition.GetTensorElementType)(tensor, &element));
        return new(text, OrtValueKind.Tensor, (OrtElementType)element, ReadShape(api, tensor));
    }

    private static OrtDimension[] ReadShape(OrtApi api, nint tensor)
    {
        var rank = ReadRank(api, tensor);
        if (rank == 0) return [];
        var sizes = stackalloc long[rank];
        var symbols = stackalloc byte*[rank];
        OrtStatus.Check(api, api.GetDimensions(tensor, sizes, (nuint)rank));
        OrtStatus.Check(api, api.GetSymbolicDimensions(tensor, symbols, (nuint)rank));
        var shape = new OrtDimension[rank];
        for (var i = 0; i < rank; i++)
        {
            var symbol = Marshal.PtrToStringUTF8((nint)symbols[i]);
            shape[i] = new(sizes[i] < 0 ? null : sizes[i], string.IsNullOrEmpty(symbol) ? null : symbol);
        }
        return shape;
    }

    internal static int ReadRank(OrtApi api, nint tensor)
    {
        nuint rank;
        OrtStatus.Check(api, api.GetDimensionsCount(tensor, &rank));
        return rank <= MaxRank ? (int)rank : throw new OrtException(OrtErrorCode.InvalidGraph, $"A tensor has {rank} dimensions; at most {MaxRank} are read.");
    }
}
