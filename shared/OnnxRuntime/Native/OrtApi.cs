namespace Assay.OnnxRuntime.Native;

/// <summary>
/// The C API as typed function pointers over its table. Opaque objects are <see cref="nint"/>; a function that can fail returns a status to be given
/// to <see cref="OrtStatus.Check"/>.
/// </summary>
internal readonly unsafe struct OrtApi(nint* table)
{
    public delegate* unmanaged<nint, int> GetErrorCode => (delegate* unmanaged<nint, int>)table[ApiPosition.GetErrorCode];

    public delegate* unmanaged<nint, byte*> GetErrorMessage => (delegate* unmanaged<nint, byte*>)table[ApiPosition.GetErrorMessage];

    public delegate* unmanaged<delegate* unmanaged<nint, int, byte*, byte*, byte*, byte*, void>, nint, int, byte*, nint*, nint> CreateEnvWithCustomLogger =>
        (delegate* unmanaged<delegate* unmanaged<nint, int, byte*, byte*, byte*, byte*, void>, nint, int, byte*, nint*, nint>)
        table[ApiPosition.CreateEnvWithCustomLogger];

    public delegate* unmanaged<nint, byte*, nint, nint*, nint> CreateSession =>
        (delegate* unmanaged<nint, byte*, nint, nint*, nint>)table[ApiPosition.CreateSession];

    public delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint> CreateSessionFromArray =>
        (delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)table[ApiPosition.CreateSessionFromArray];

    public delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint> Run =>
        (delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)table[ApiPosition.Run];

    public delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionName(bool input) => (delegate* unmanaged<nint, nuint, nint, byte**, nint>)
        table[input ? ApiPosition.SessionGetInputName : ApiPosition.SessionGetOutputName];

    public delegate* unmanaged<nint, nuint, nint*, nint> SessionTypeInfo(bool input) => (delegate* unmanaged<nint, nuint, nint*, nint>)
        table[input ? ApiPosition.SessionGetInputTypeInfo : ApiPosition.SessionGetOutputTypeInfo];

    public delegate* unmanaged<nint, nuint*, nint> SessionCount(bool input) => (delegate* unmanaged<nint, nuint*, nint>)
        table[input ? ApiPosition.SessionGetInputCount : ApiPosition.SessionGetOutputCount];

    public delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint> CreateTensorWithData =>
        (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)table[ApiPosition.CreateTensorWithDataAsOrtValue];

    public delegate* unmanaged<nint, long*, nuint, nint> GetDimensions => (delegate* unmanaged<nint, long*, nuint, nint>)table[ApiPosition.GetDimensions];

    public delegate* unmanaged<nint, byte**, nuint, nint> GetSymbolicDimensions =>
        (delegate* unmanaged<nint, byte**, nuint, nint>)table[ApiPosition.GetSymbolicDimensions];

    public delegate* unmanaged<nint, nuint*, nint> GetDimensionsCount => (delegate* unmanaged<nint, nuint*, nint>)table[ApiPosition.GetDimensionsCount];

    public delegate* unmanaged<int, int, nint*, nint> CreateCpuMemoryInfo => (delegate* unmanaged<int, int, nint*, nint>)table[ApiPosition.CreateCpuMemoryInfo];

    public delegate* unmanaged<nint, long*, nuint, int, nint*, nint> CreateTensor =>
        (delegate* unmanaged<nint, long*, nuint, int, nint*, nint>)table[ApiPosition.CreateTensorAsOrtValue];

    public delegate* unmanaged<byte*, int, int, int, nint*, nint> CreateMemoryInfo =>
        (delegate* unmanaged<byte*, int, int, int, nint*, nint>)table[ApiPosition.CreateMemoryInfo];

    public delegate* unmanaged<nint, nint, nint*, nint> CreateAllocator =>
        (delegate* unmanaged<nint, nint, nint*, nint>)table[ApiPosition.CreateAllocator];

    public delegate* unmanaged<nint, byte*, nint> AllocatorFree => (delegate* unmanaged<nint, byte*, nint>)table[ApiPosition.AllocatorFree];

    public delegate* unmanaged<byte***, int*, nint> GetAvailableProviders => (delegate* unmanaged<byte***, int*, nint>)table[ApiPosition.GetAvailableProviders];

    public delegate* unmanaged<byte**, int, nint> ReleaseAvailableProviders =>
        (delegate* unmanaged<byte**, int, nint>)table[ApiPosition.ReleaseAvailableProviders];

    public delegate* unmanaged<nint, byte*, byte*, nint> AddSessionConfigEntry =>
        (delegate* unmanaged<nint, byte*, byte*, nint>)table[ApiPosition.AddSessionConfigEntry];

    public delegate* unmanaged<nint, nint, nint, nint> RunWithBinding => (delegate* unmanaged<nint, nint, nint, nint>)table[ApiPosition.RunWithBinding];

    public delegate* unmanaged<nint, byte*, nint, nint> BindInput => (delegate* unmanaged<nint, byte*, nint, nint>)table[ApiPosition.BindInput];

    public delegate* unmanaged<nint, byte*, nint, nint> BindOutput => (delegate* unmanaged<nint, byte*, nint, nint>)table[ApiPosition.BindOutput];

    public delegate* unmanaged<nint, byte*, nint, nint> BindOutputToDevice =>
        (delegate* unmanaged<nint, byte*, nint, nint>)table[ApiPosition.BindOutputToDevice];

    public delegate* unmanaged<nint, nint, nint**, nuint*, nint> GetBoundOutputValues =>
        (delegate* unmanaged<nint, nint, nint**, nuint*, nint>)table[ApiPosition.GetBoundOutputValues];

    public delegate* unmanaged<nint, byte**, byte**, nuint, nint> UpdateCudaProviderOptions =>
        (delegate* unmanaged<nint, byte**, byte**, nuint, nint>)table[ApiPosition.UpdateCudaProviderOptions];

    public delegate* unmanaged<nint, byte*, byte**, byte**, nuint, nint> AppendExecutionProvider =>
        (delegate* unmanaged<nint, byte*, byte**, byte**, nuint, nint>)table[ApiPosition.SessionOptionsAppendExecutionProvider];

    public delegate* unmanaged<nint, byte, nint> SetDeterministicCompute => (delegate* unmanaged<nint, byte, nint>)table[ApiPosition.SetDeterministicCompute];

    /// <summary>A function that makes one object from nothing: <c>status f(out object)</c>.</summary>
    public delegate* unmanaged<nint*, nint> Create(int position) => (delegate* unmanaged<nint*, nint>)table[position];

    /// <summary>A function that reads a pointer of an object: <c>status f(object, out pointer)</c>.</summary>
    public delegate* unmanaged<nint, nint*, nint> Get(int position) => (delegate* unmanaged<nint, nint*, nint>)table[position];

    /// <summary>A function that reads an integer of an object: <c>status f(object, out int)</c>.</summary>
    public delegate* unmanaged<nint, int*, nint> GetInt(int position) => (delegate* unmanaged<nint, int*, nint>)table[position];

    /// <summary>A function that sets an integer: <c>status f(object, int)</c>.</summary>
    public delegate* unmanaged<nint, int, nint> SetInt(int position) => (delegate* unmanaged<nint, int, nint>)table[position];

    /// <summary>A function on one object: <c>status f(object)</c>.</summary>
    public delegate* unmanaged<nint, nint> Call(int position) => (delegate* unmanaged<nint, nint>)table[position];

    /// <summary>A function on two objects: <c>status f(object, object)</c>.</summary>
    public delegate* unmanaged<nint, nint, nint> CallWith(int position) => (delegate* unmanaged<nint, nint, nint>)table[position];

    /// <summary>A function that frees an object or clears it: <c>void f(object)</c>.</summary>
    public delegate* unmanaged<nint, void> Release(int position) => (delegate* unmanaged<nint, void>)table[position];
}
