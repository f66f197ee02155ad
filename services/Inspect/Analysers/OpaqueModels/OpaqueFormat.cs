using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.OpaqueModels;

/// <summary>A format that is examined by its texts, and what is special about it.</summary>
/// <param name="Format">Its id.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Looks">Words that stand for code outside of the model.</param>
/// <param name="Libraries">True where runtimes of the format load libraries that a model names.</param>
/// <param name="HasOnlyWords">True where the texts are a vocabulary or the names of tensors.</param>
internal sealed record OpaqueFormat(string Format, FormatRules Rules, IReadOnlyList<string> Looks, bool Libraries, bool HasOnlyWords = false)
{
    /// <summary>Rule for words that stand for code outside of the model.</summary>
    public static Rule External { get; } = new(
        "ASY-CNT-010", "The model calls a user function", Severity.Medium,
        "CNTK creates user functions by importing a Python module or loading a native library that the model names.",
        "Find out which code provides the function, and whether you trust it.",
        "A native user function with the module libcustom.", ["CWE-114", "CWE-470", "AML.T0011.000", "AML.T0010"]);

    /// <summary>All formats of this kind.</summary>
    public static IReadOnlyList<OpaqueFormat> All { get; } =
    [
        new(FileFormat.Rknn, new("RKN", "an RKNN model"), [], true),
        new(FileFormat.TensorRt, new("TRT", "a TensorRT engine"), [], true),
        new(FileFormat.CatBoost, new("CBM", "a CatBoost model"), [], true),
        new(FileFormat.LightGbm, new("LGB", "a LightGBM model"), [], true),
        new(FileFormat.FastText, new("FTX", "a fastText model"), [], false, HasOnlyWords: true),
        new(FileFormat.Kaldi, new("KLD", "a Kaldi model"), [], true),
        new(FileFormat.Darknet, new("DKN", "weights of Darknet"), [], true),
        new(FileFormat.WordVectors, new("WVC", "word vectors"), [], false, HasOnlyWords: true),
        new(FileFormat.Ncnn, new("NCN", "an ncnn model"), [], true),
        new(FileFormat.MxNetParameters, new("MXP", "MXNet parameters"), [], true),
        new(
            FileFormat.Cntk, new("CNT", "a CNTK model"),
            ["native_user_function", "NativeUserFunction", "NativeUserDefinedFunction", "user_function", "UserFunction", "UserDefinedFunction",
                "deserialize_method", "loadlibrary", "LoadLibrary", "user_defined_state"],
            true),
        new(FileFormat.TensorFlowCheckpoint, new("TFC", "an index of a TensorFlow checkpoint"), [], false, HasOnlyWords: true),
    ];
}
