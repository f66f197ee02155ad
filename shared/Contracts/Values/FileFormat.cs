namespace Assay.Contracts.Values;

/// <summary>
/// A file format as detected from content, a short lower-case identifier such as <c>pickle</c>, <c>zip</c>, <c>onnx</c>, <c>safetensors</c>.
/// A string and not an enumeration, so that a new format is a new detector and nothing else.
/// </summary>
public static class FileFormat
{
    public const string Unknown = "unknown";
    public const string Empty = "empty";
    public const string Pickle = "pickle";
    public const string Zip = "zip";
    public const string TorchZip = "torch-zip";
    public const string Tar = "tar";
    public const string Gzip = "gzip";
    public const string Zlib = "zlib";
    public const string Bzip2 = "bzip2";
    public const string Xz = "xz";
    public const string Lzma = "lzma";
    public const string JoblibZFile = "joblib-zfile";
    public const string Zstd = "zstd";
    public const string Lz4 = "lz4";
    public const string SevenZip = "7z";
    public const string Rar = "rar";
    public const string Onnx = "onnx";
    public const string SafeTensors = "safetensors";
    public const string Gguf = "gguf";
    public const string Numpy = "numpy";
    public const string Hdf5 = "hdf5";
    public const string Json = "json";
    public const string Text = "text";
    public const string Image = "image";
    public const string Executable = "executable";
    public const string Python = "python";
    public const string PythonBytecode = "python-bytecode";
    public const string Notebook = "notebook";
    public const string Shell = "shell";
    public const string Script = "script";
    public const string Yaml = "yaml";
    public const string Toml = "toml";
    public const string Jinja = "jinja";
    public const string Requirements = "requirements";
    public const string Dockerfile = "dockerfile";
    public const string Workflow = "workflow";
    public const string Markup = "markup";
    public const string Xml = "xml";
    public const string Ggml = "ggml";
    public const string SavedModel = "tf-savedmodel";
    public const string TensorFlowGraph = "tf-graph";
    public const string MetaGraph = "tf-metagraph";
    public const string TensorFlowCheckpoint = "tf-checkpoint";
    public const string KerasMetadata = "tf-keras-metadata";
    public const string TfLite = "tflite";
    public const string MessagePack = "msgpack";
    public const string ExecuTorch = "executorch";
    public const string CoreMl = "coreml";
    public const string Paddle = "paddle";
    public const string Cntk = "cntk";
    public const string Rknn = "rknn";
    public const string Torch7 = "torch7";
    public const string R = "r";
    public const string CatBoost = "catboost";
    public const string LightGbm = "lightgbm";
    public const string XgBoost = "xgboost";
    public const string FastText = "fasttext";
    public const string MxNetParameters = "mxnet-parameters";
    public const string TensorRt = "tensorrt";
    public const string Caffe = "caffe";
    public const string Kaldi = "kaldi";
    public const string Darknet = "darknet";
    public const string WordVectors = "word2vec";
    public const string Ncnn = "ncnn";
    public const string Arrow = "arrow";
    public const string Parquet = "parquet";

    /// <summary>Raw numbers of a tensor inside a checkpoint, known by its place in the container.</summary>
    public const string TensorData = "tensor-data";
}
