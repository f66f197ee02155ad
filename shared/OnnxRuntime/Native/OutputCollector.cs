namespace Assay.OnnxRuntime.Native;

/// <summary>Takes over a list of output values; frees all of them where one cannot be read.</summary>
internal static unsafe class OutputCollector
{
    public static OrtOutputs Take(OrtRuntime runtime, ReadOnlySpan<nint> values)
    {
        var tensors = new List<OrtTensor>(values.Length);
        var next = 0;
        try
        {
            while (next < values.Length)
            {
                // Counted before it is read: the reader owns the value even where it throws.
                var value = values[next++];
                if (value == 0) throw new OrtException(OrtErrorCode.Fail, "The runtime left an output empty.");
                tensors.Add(ValueReader.Read(runtime, value));
            }
            return new(tensors);
        }
        catch
        {
            foreach (var tensor in tensors) tensor.Dispose();
            foreach (var value in values[next..]) if (value != 0) runtime.Api.Release(ApiPosition.ReleaseValue)(value);
            throw;
        }
    }
}
