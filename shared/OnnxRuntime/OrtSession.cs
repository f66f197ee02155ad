using Assay.OnnxRuntime.Native;

namespace Assay.OnnxRuntime;

/// <summary>A loaded model. Runs may be made in parallel.</summary>
public sealed unsafe class OrtSession : IDisposable
{
    private readonly Dictionary<string, NativeText> _names = new(StringComparer.Ordinal);

    internal OrtSession(OrtRuntime runtime, OrtHandle handle)
    {
        (Runtime, Handle) = (runtime, handle);
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

    public void Dispose() => Handle.Dispose();

    internal NativeText Name(string name) => _names.TryGetValue(name, out var text)
        ? text
        : throw new OrtException(OrtErrorCode.InvalidArgument, $"The model has no input or output named {name}.");
}
