namespace Assay.OnnxRuntime.Native;

/// <summary>Native session options made of <see cref="OrtSessionSettings"/>.</summary>
internal static unsafe class SessionOptions
{
    public static OrtHandle Create(OrtRuntime runtime, OrtSessionSettings settings)
    {
        var api = runtime.Api;
        nint options;
        OrtStatus.Check(api, api.Create(ApiPosition.CreateSessionOptions)(&options));
        var handle = runtime.Own(options, ApiPosition.ReleaseSessionOptions);
        try
        {
            OrtStatus.Check(api, api.SetInt(ApiPosition.SetIntraOpNumThreads)(options, settings.Threads));
            OrtStatus.Check(api, api.SetInt(ApiPosition.SetInterOpNumThreads)(options, 1));
            var level = settings.Optimise ? OptimisationLevel.All : OptimisationLevel.None;
            OrtStatus.Check(api, api.SetInt(ApiPosition.SetSessionGraphOptimizationLevel)(options, (int)level));
            OrtStatus.Check(api, api.SetDeterministicCompute(options, 1));
            if (!settings.MemoryArena) OrtStatus.Check(api, api.Call(ApiPosition.DisableCpuMemArena)(options));
            // Spinning threads take a core each from the other scans of this machine while they wait.
            AddEntry(api, options, "session.intra_op.allow_spinning", "0");
            AddEntry(api, options, "session.inter_op.allow_spinning", "0");
            if (settings.ExternalDataFolder is { } folder) AddEntry(api, options, "session.model_external_initializers_file_folder_path", folder);
            ProviderChoice.Apply(runtime, options, settings);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static void AddEntry(OrtApi api, nint options, string key, string value)
    {
        var (nativeKey, nativeValue) = (NativeText.Utf8(key), NativeText.Utf8(value));
        OrtStatus.Check(api, api.AddSessionConfigEntry(options, nativeKey.Pointer, nativeValue.Pointer));
        GC.KeepAlive(nativeKey);
        GC.KeepAlive(nativeValue);
    }
}
