namespace Assay.OnnxRuntime.Native;

/// <summary>
/// The memory that a session computes in: the device's own, or main memory for the CPU. Values that are allocated in it keep it alive, and it keeps
/// the session alive.
/// </summary>
internal sealed unsafe class DeviceMemory
{
    /// <summary>Names of the provider's memory, the newest first: the runtime has shortened one of them.</summary>
    private static readonly string[] WebGpuNames = ["WebGPU_Buf", "WebGPU_Buffer"];

    private readonly OrtRuntime _runtime;
    private readonly OrtHandle _allocator;

    public DeviceMemory(OrtRuntime runtime, OrtHandle session, ExecutionProvider provider, int device)
    {
        _runtime = runtime;
        IsMain = provider == ExecutionProvider.Cpu;
        _allocator = provider switch
        {
            ExecutionProvider.Cpu => Allocator(session, ["Cpu"], 0),
            ExecutionProvider.WebGpu => Allocator(session, WebGpuNames, 0),
            _ => Allocator(session, ["Cuda"], device),
        };
    }

    /// <summary>True where the host can read and write it as it stands.</summary>
    public bool IsMain { get; }

    /// <exception cref="OrtException">There is none left.</exception>
    public OrtTensor Allocate(OrtElementType type, ReadOnlySpan<long> shape)
    {
        _ = TensorShape.Count(shape);
        if (type.Size() is null) throw new OrtException(OrtErrorCode.NotImplemented, $"Tensors of {type} are not supported.");
        nint value;
        using var use = new HandleUse(_allocator);
        fixed (long* dimensions = shape)
        {
            OrtStatus.Check(_runtime.Api, _runtime.Api.CreateTensor(use.Value, dimensions, (nuint)shape.Length, (int)type, &value));
        }
        var handle = _runtime.Own(value, ApiPosition.ReleaseValue, _allocator);
        nint data = 0;
        if (IsMain) OrtStatus.Check(_runtime.Api, _runtime.Api.Get(ApiPosition.GetTensorMutableData)(value, &data));
        return new(handle, type, shape.ToArray(), (byte*)data, pin: null) { IsInMainMemory = IsMain };
    }

    public void Dispose() => _allocator.Dispose();

    private OrtHandle Allocator(OrtHandle session, string[] names, int device)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return Allocator(session, names[i], device);
            }
            catch (OrtException) when (i < names.Length - 1)
            {
                // An older or newer runtime, which has another name for it.
            }
        }
    }

    private OrtHandle Allocator(OrtHandle session, string name, int device)
    {
        var api = _runtime.Api;
        var text = NativeText.Utf8(name);
        nint memory, allocator;
        OrtStatus.Check(api, api.CreateMemoryInfo(text.Pointer, (int)AllocatorType.Device, device, (int)MemoryType.Default, &memory));
        GC.KeepAlive(text);
        using var owned = _runtime.Own(memory, ApiPosition.ReleaseMemoryInfo);
        using var use = new HandleUse(session);
        OrtStatus.Check(api, api.CreateAllocator(use.Value, memory, &allocator));
        return _runtime.Own(allocator, ApiPosition.ReleaseAllocator, session);
    }
}
