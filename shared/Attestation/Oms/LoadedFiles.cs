namespace Assay.Attestation.Oms;

/// <summary>Which files decide by their names what a model computes or runs.</summary>
public static class LoadedFiles
{
    private static readonly HashSet<string> _extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        // Weights, and containers of weights.
        ".safetensors", ".bin", ".pt", ".pth", ".pt2", ".ckpt", ".pkl", ".pickle", ".joblib", ".dill", ".npy", ".npz", ".onnx", ".onnx_data", ".ort",
            ".data",
        ".gguf", ".ggml", ".ggjt", ".h5", ".hdf5", ".keras", ".pb", ".tflite", ".msgpack", ".nemo", ".mar", ".mlmodel", ".mlpackage", ".engine",
            ".plan", ".trt",
        ".pdparams", ".pdmodel", ".params", ".model", ".weights", ".llamafile", ".zip", ".tar", ".gz", ".tgz", ".xz", ".zst", ".7z", ".parquet",
            ".arrow",

        // Code, and what tools run.
        ".py", ".pyc", ".pyd", ".pyi", ".pyx", ".pth", ".so", ".dll", ".dylib", ".exe", ".jar", ".class", ".wasm", ".sh", ".bash", ".bat", ".cmd",
            ".ps1", ".js",
        ".mjs", ".ts", ".ipynb", ".lua", ".rb", ".pl", ".r", ".jl", ".cu", ".cpp", ".c", ".whl", ".egg", ".jinja", ".jinja2", ".j2",
    };

    /// <summary>By the extension, whatever its case.</summary>
    public static bool IsWeightsOrCode(string path) => _extensions.Contains(Path.GetExtension(path));
}
