using Assay.OnnxRuntime.Native;

namespace Assay.OnnxRuntime;

/// <summary>A loaded model. Runs may be made in parallel, allocations one at a time.</summary>
public sealed unsafe class OrtSession : IDisposable
{
    private readonly Dictionary<string, NativeText> _names = new(StringComparer.Ordinal);

    private readonly OrtSessionSettings _settings;
    private DeviceMemory? _memory;

    internal OrtSession(OrtRuntime runtime, OrtHandle handle, OrtSessionSettings settings)
    {
        (Runtime, Handle, _settings) = (runtime, handle, settings);
        try
        {
            Inputs = PortReader.Read(runtime, handle.Value, inputs: true);
            Outputs = PortReader.Read(runtime, handle.Value, inputs: false);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
        foreach (var port in Inputs.Concat(Outputs)) _names[port.Name] = NativeText.Utf8(port.Name);
    }

    public OrtRuntime Runtime { get; }

    /// <summary>How it was loaded.</summary>
    public OrtSessionSettings Settings => _settings;

    public IReadOnlyList<OrtPort> Inputs { get; }

    public IReadOnlyList<OrtPort> Outputs { get; }

    internal OrtHandle Handle { get; }

    /// <summary>Runs the model.</summary>
    /// <param name="inputs">By name; they stay the caller's.</param>
    /// <param name="outputs">Names of the outputs to compute.</param>
    /// <param name="options">To end the run early; null for none.</param>
    /// <exception cref="OrtException">The run failed, or an output is not a tensor of numbers.</exception>
    public OrtOutputs Run(IReadOnlyList<KeyValuePair<string, OrtTensor>> inputs, IReadOnlyList<string> outputs, OrtRunOptions? options = null)
    {
        var (inputNames, inputValues) = (new nint[inputs.Count], new nint[inputs.Count]);
        var (outputNames, outputValues) = (new nint[outputs.Count], new nint[outputs.Count]);
        for (var i = 0; i < inputs.Count; i++) (inputNames[i], inputValues[i]) = ((nint)Name(inputs[i].Key).Pointer, inputs[i].Value.Handle.Value);
        for (var i = 0; i < outputs.Count; i++) outputNames[i] = (nint)Name(outputs[i]).Pointer;
        using var session = new HandleUse(Handle);
        fixed (nint* names = inputNames, values = inputValues, wanted = outputNames, results = outputValues)
        {
            OrtStatus.Check(Runtime.Api, Runtime.Api.Run(session.Value, options?.Handle.Value ?? 0, (byte**)names, values, (nuint)inputs.Count,
                (byte**)wanted, (nuint)outputs.Count, results));
        }
        GC.KeepAlive(inputs);
        GC.KeepAlive(options);
        return OutputCollector.Take(Runtime, outputValues);
    }

    /// <summary>A binding, for running many times over the same memory.</summary>
    public OrtBinding Bind() => new(this);

    /// <summary>A tensor in the memory that the session computes in. Its numbers are any, until it is bound as an output of a run.</summary>
    /// <param name="type">A type with whole-byte elements.</param>
    /// <param name="shape">No dimension may be negative.</param>
    /// <exception cref="OrtException">There is no memory left, or the type has no whole bytes.</exception>
    public OrtTensor Allocate(OrtElementType type, params ReadOnlySpan<long> shape) =>
        (_memory ??= new(Runtime, Handle, _settings.Provider, _settings.DeviceIndex)).Allocate(type, shape);

    public void Dispose()
    {
        _memory?.Dispose();
        Handle.Dispose();
    }

    internal NativeText Name(string name) => _names.TryGetValue(name, out var text)
        ? text
        : throw new OrtException(OrtErrorCode.InvalidArgument, $"The model has no input or output named {name}.");
}
