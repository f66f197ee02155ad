namespace Assay.OnnxRuntime.Native;

/// <summary>Wraps values that the runtime has made.</summary>
internal static unsafe class ValueReader
{
    /// <summary>Takes ownership of the value, also where it throws.</summary>
    /// <exception cref="OrtException">It is no tensor, or one of strings or of elements without whole bytes.</exception>
    public static OrtTensor Read(OrtRuntime runtime, nint value)
    {
        var api = runtime.Api;
        var handle = runtime.Own(value, ApiPosition.ReleaseValue, runtime.Environment);
        try
        {
            int kind;
            OrtStatus.Check(api, api.GetInt(ApiPosition.GetValueType)(value, &kind));
            if ((OrtValueKind)kind != OrtValueKind.Tensor) throw Unsupported($"a value of kind {(OrtValueKind)kind}");
            nint info;
            OrtStatus.Check(api, api.Get(ApiPosition.GetTensorTypeAndShape)(value, &info));
            using var owned = runtime.Own(info, ApiPosition.ReleaseTensorTypeAndShapeInfo);
            int element;
            OrtStatus.Check(api, api.GetInt(ApiPosition.GetTensorElementType)(info, &element));
            if (((OrtElementType)element).Size() is null) throw Unsupported($"a tensor of {(OrtElementType)element}");
            var shape = new long[PortReader.ReadRank(api, info)];
            fixed (long* sizes = shape) OrtStatus.Check(api, api.GetDimensions(info, sizes, (nuint)shape.Length));
            nint data;
            OrtStatus.Check(api, api.Get(ApiPosition.GetTensorMutableData)(value, &data));
            return new(handle, (OrtElementType)element, shape, (byte*)data, pin: null);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static OrtException Unsupported(string what) => new(OrtErrorCode.NotImplemented, $"An output is {what}, which is not supported.");
}
