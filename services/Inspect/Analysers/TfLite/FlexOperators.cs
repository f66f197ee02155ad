using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Assay.Inspect.Analysers.TfLite;

/// <summary>Operators by name: those that reach beyond the graph, and custom ones that are widely known.</summary>
internal static partial class FlexOperators
{
    private static readonly string[] Reaching =
    [
        "ReadFile", "WriteFile", "RecordInput", "MatchingFiles", "PyFunc", "PyFuncStateless", "EagerPyFunc", "ImmutableConst", "Save", "SaveV2", "SaveSlices",
        "Restore", "RestoreV2", "RestoreSlice", "MergeV2Checkpoints", "ShardedFilename", "WholeFileReader", "WholeFileReaderV2", "TextLineReader",
        "TextLineReaderV2", "TFRecordReader", "TFRecordReaderV2", "FixedLengthRecordReader", "FixedLengthRecordReaderV2", "LMDBReader",
        "TextLineDataset", "TFRecordDataset", "TFRecordDatasetV2", "FixedLengthRecordDataset", "FixedLengthRecordDatasetV2", "CSVDataset",
        "CSVDatasetV2", "LMDBDataset", "SqlDataset", "LoadDataset", "SaveDataset", "SaveDatasetV2", "SnapshotDataset", "SnapshotDatasetV2",
        "CacheDataset", "CacheDatasetV2", "DatasetToTFRecord", "DebugIdentity", "DebugIdentityV2", "DebugIdentityV3", "DebugNumericSummary",
        "DebugNanCount", "InitializeTableFromTextFile", "InitializeTableFromTextFileV2", "CreateSummaryFileWriter", "CreateSummaryDbWriter",
        "WriteSummary", "WriteGraphSummary", "WriteRawProtoSummary", "PrintV2", "GenerateVocabRemapping", "LoadAndRemapMatrix", "RpcCall",
        "RpcServer", "RpcClient", "RpcServerStart", "RpcServerRegister", "DataServiceDataset", "DataServiceDatasetV2", "RegisterDataset",
        "GcsConfigureBlockCache", "GcsConfigureCredentials", "BigQueryReader", "FileSystemSetConfiguration", "CollectiveBcastSend", "Send", "Recv",
        "HostSend", "HostRecv", "XlaHostCompute", "RemoteCall", "RemoteFusedGraphExecute",
    ];

    private static readonly string[] Known =
    [
        "TFLite_Detection_PostProcess", "AudioSpectrogram", "Mfcc", "NumericVerify", "edgetpu-custom-op", "ethos-u", "Convolution2DTransposeBias",
        "MaxPoolingWithArgmax2D", "MaxUnpooling2D", "TransformLandmarks", "TransformTensor", "TransformTensorBilinear",
        "Landmarks2TransformMatrix", "Landmarks2TransformMatrixV2", "Resampler", "TFSentencepieceTokenizeOp", "SentencepieceTokenizeOp",
        "SentencepieceDetokenizeOp", "RaggedTensorToTensor", "RaggedTensorToSparse", "RaggedRange", "tftext:Ngrams", "tftext:WhitespaceTokenizer",
        "NGrams", "RandomStandardNormal", "RandomUniform", "Multinomial", "Atan2", "Sign", "Roll", "Irfft2D", "Rfft2d", "Cumprod", "AvgPool3D",
        "AvgPool3DGrad", "MaxPool3D", "MaxPool3DGrad", "MaxPool3DWithArgmax", "Complex", "CombinedNonMaxSuppression", "Predict", "Extract",
        "Normalize", "Timestamp", "AddSigned", "HashtableLookup", "HashtableImport", "PoolingWithArgmax2D", "KmeansEmbeddingLookup",
        "custom_call.GroupNorm", "FusedBatchNormV3", "SignalFramer", "SignalWindow", "SignalFftAutoScale", "SignalRfft", "SignalEnergy",
        "SignalFilterBank", "SignalFilterBankSquareRoot", "SignalFilterBankSpectralSubtraction", "SignalPCAN", "SignalFilterBankLog",
        "SignalDelay", "SignalIrfft", "SignalOverlapAdd", "SignalStacker", "SplitMergeStream", "CircularBuffer", "VitisAI", "odml.rmsnorm",
        "odml.update_kv_cache", "odml.scaled_dot_product_attention", "odml.update_external_kv_cache", "LayerNorm", "DISPATCH_OP",
    ];

    /// <summary>Operators that read or write files, connect, or call code outside of the graph.</summary>
    public static FrozenSet<string> ReachOut { get; } = Reaching.ToFrozenSet(StringComparer.Ordinal);

    public static FrozenSet<string> WidelyKnown { get; } = Known.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A file or an address in an attribute of an operator's node; null where there is none.</summary>
    public static string? Reach(string options)
    {
        var match = Target().Match(options);
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex(@"(?:debug_ops_spec|debug_urls|vocab_file|file_pattern|descriptor_source|memory_region_name)[^\x20-\x7e][^\x2a\x22]{0,14}?((?:[\w;]*(?:file|grpc)://|/|\.\./)[\x21-\x7e]+)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Target();
}
