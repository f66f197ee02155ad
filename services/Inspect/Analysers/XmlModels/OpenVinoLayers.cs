using System.Collections.Frozen;

namespace Assay.Inspect.Analysers.XmlModels;

/// <summary>Types of layers that OpenVINO brings itself, by name without regard to case.</summary>
internal static class OpenVinoLayers
{
    private const string Sets =
        "Abs Acos Acosh Add Asin Asinh Atan Atanh AvgPool AdaptiveAvgPool AdaptiveMaxPool Assign BatchNormInference BatchToSpace "
        + "BinaryConvolution BitwiseAnd BitwiseLeftShift BitwiseNot BitwiseOr BitwiseRightShift BitwiseXor Broadcast Bucketize "
        + "CTCGreedyDecoder CTCGreedyDecoderSeqLen CTCLoss Ceiling Clamp Col2Im Concat Const Constant Convert ConvertLike "
        + "ConvertPromoteTypes Convolution ConvolutionBackpropData Cos Cosh CumSum DFT DeformableConvolution DeformablePSROIPooling "
        + "DepthToSpace DetectionOutput Divide Einsum Elu EmbeddingBagOffsets EmbeddingBagOffsetsSum EmbeddingBagPacked "
        + "EmbeddingBagPackedSum EmbeddingSegmentsSum Equal Erf Exp ExperimentalDetectronDetectionOutput "
        + "ExperimentalDetectronGenerateProposalsSingleImage ExperimentalDetectronPriorGridGenerator "
        + "ExperimentalDetectronROIFeatureExtractor ExperimentalDetectronTopKROIs ExtractImagePatches Eye FakeConvert FakeQuantize "
        + "Floor FloorMod GRN GRUCell GRUSequence Gather GatherElements GatherND GatherTree Gelu GenerateProposals Greater "
        + "GreaterEqual GridSample GroupConvolution GroupConvolutionBackpropData GroupNormalization HSigmoid HSwish HardSigmoid "
        + "I420toBGR I420toRGB IDFT IRDFT ISTFT Identity If Interpolate Inverse IsFinite IsInf IsNaN LRN LSTMCell LSTMSequence Less "
        + "LessEqual Log LogSoftmax LogicalAnd LogicalNot LogicalOr LogicalXor Loop MOE MVN MatMul MatrixNms MaxPool Maximum Minimum "
        + "Mish Mod MulticlassNms Multinomial Multiply NMSRotated NV12toBGR NV12toRGB Negative NonMaxSuppression NonZero NormalizeL2 "
        + "NotEqual OneHot PRelu PSROIPooling Pad Parameter Power PriorBox PriorBoxClustered Proposal RDFT RMS RNNCell RNNSequence "
        + "ROIAlign ROIAlignRotated ROIPooling RandomUniform Range ReadValue ReduceL1 ReduceL2 ReduceLogicalAnd ReduceLogicalOr "
        + "ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum RegionYolo Relu ReorgYolo Reshape Result Reverse ReverseSequence Roll "
        + "Round STFT ScaledDotProductAttention ScatterElementsUpdate ScatterNDUpdate ScatterUpdate SearchSorted SegmentMax Select "
        + "Selu ShapeOf ShuffleChannels Sigmoid Sign Sin Sinh Slice SliceScatter SoftPlus SoftSign Softmax SpaceToBatch SpaceToDepth "
        + "SparseConv SparseFillEmptyRows Split Sqrt SquaredDifference Squeeze StridedSlice StringTensorPack StringTensorUnpack "
        + "Subtract Swish Tan Tanh TensorIterator Tile TopK Transpose Unique Unsqueeze VariadicSplit Xor ReLU PReLU ELU";

    private const string Old =
        "Input ScaleShift Eltwise Pooling FullyConnected InnerProduct Norm BatchNormalization Deconvolution Crop Permute Flatten "
        + "ArgMax Activation Copy GEMM Memory Normalize Resample RegionYolo ReorgYolo SimplerNMS SpatialTransformer Upsampling "
        + "Quantize BinaryConvolution Bias LSTMSequence GRUCell RNNSequence TensorIterator Math Fill Expand SparseToDense Sort "
        + "Logistic Output ExperimentalSparseWeightedSum Padding Interp CTCLoss Scatter ScatterUpdate OneHot Range Select TopK Gather "
        + "Unsqueeze Squeeze";

    private const string Tokenizers =
        "StringTensorUnpack StringTensorPack RaggedTensorPack CaseFold NormalizeUnicode RegexNormalization RegexSplit "
        + "CombineSegments RaggedToDense RaggedToSparse RaggedToRagged VocabDecoder VocabEncoder WordpieceTokenizer BPETokenizer "
        + "BytesToChars CharsToBytes CharsMapNormalization ByteFallback FuzeRagged SentencepieceTokenizer SentencepieceDetokenizer "
        + "SentencepieceStreamDetokenizer TrieTokenizer UnigramTokenizer Truncate UTF8Validate SpecialTokensSplit EqualStr "
        + "StringToHashBucket";

    private static readonly FrozenSet<string> Known = Words(Sets);
    private static readonly FrozenSet<string> Earlier = Words(Old);
    private static readonly FrozenSet<string> Text = Words(Tokenizers);

    /// <summary>A type of one of the operator sets.</summary>
    public static bool IsKnown(string type) => Known.Contains(type);

    /// <summary>A type from before there were operator sets.</summary>
    public static bool IsOld(string type) => Earlier.Contains(type);

    /// <summary>A type of the tokenizers library, which goes with language models.</summary>
    public static bool IsTokenizer(string type) => Text.Contains(type);

    private static FrozenSet<string> Words(string text) => text.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
