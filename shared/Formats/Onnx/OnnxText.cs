using Assay.Contracts.Reports;

namespace Assay.Formats.Onnx;

/// <summary>A key and a text of the model's metadata; the text may be large and stays in the file.</summary>
/// <param name="Key">Untrusted.</param>
/// <param name="Value">Where the text is.</param>
public sealed record OnnxText(string Key, ByteRange Value);
