using System.Globalization;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.Onnx;
using Assay.Inspect.Analysers.Graphs;

namespace Assay.Inspect.Analysers.Onnx;

/// <summary>Judges the description of a tensor whose numbers are in another file.</summary>
internal sealed class ExternalJudge(GraphFindings findings)
{
    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);
    private long _first = -1;

    public void Judge(OnnxTensor tensor)
    {
        var name = EvidenceText.Quote(tensor.Name, 80);
        if (tensor.DataLocation is not (0 or 1)) Odd(tensor, $"The tensor '{name}' has the data location {tensor.DataLocation}, which does not exist.");
        if (!tensor.IsExternal) return;
        if (_first < 0) _first = tensor.Offset;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        string? location = null;
        foreach (var (key, value) in tensor.External)
        {
            if (!keys.Add(key)) Odd(tensor, $"The tensor '{name}' has the key '{EvidenceText.Quote(key, 80)}' twice.", key, value);
            Judge(tensor, name, key, value);
            if (key == "location") location = value;
        }
        if (string.IsNullOrEmpty(location)) Odd(tensor, $"The tensor '{name}' has its data in another file, but names none.");
        else if (_files.Count < 32) _files.Add(location);
        if (tensor.DataLocation == 0) Odd(tensor, $"The tensor '{name}' describes another file but says that its data is here; loaders disagree.");
        if (tensor.Raw is { Length: > 0 } || tensor.Typed.Count > 0)
            findings.Add(OnnxRules.OddExternal, Severity.Low, tensor.Offset, $"The tensor '{name}' has its data here and in another file; loaders take the other.");
        if (Number(tensor, "offset") is { } offset && Number(tensor, "length") is { } length && (offset < 0 || length < 0 || offset > long.MaxValue - length))
            Odd(tensor, $"The range of the tensor '{name}' in its file is impossible: offset {offset}, length {length}.");
    }

    /// <summary>Reports which files the model needs.</summary>
    public void Finish()
    {
        if (_files.Count == 0) return;
        findings.Add(
            OnnxRules.External, _first, $"The model's data is in {_files.Count} other file(s).", [.. _files.Take(8).Select(f => Evidence.Quoted("location", f))]);
    }

    /// <summary>What is the matter where one of the files is not among the model's.</summary>
    public IEnumerable<ConditionalFinding> Absent(AnalysisContext context) => _files
        .Where(file => FileReach.Outside(file) is null)
        .Select(file => new ConditionalFinding(file, OnnxRules.ExternalAbsent.Report(
            $"The tensors' data is in '{EvidenceText.Quote(file)}', which is not among the model's files.", context.At(_first), Evidence.Quoted("location", file))));

    /// <summary>Judges a path that a model names as one of its files.</summary>
    public void Location(long offset, string what, string path)
    {
        if (FileReach.Outside(path) is { } outside)
        {
            findings.Add(
                OnnxRules.OutsideFile, offset, $"{what} is read from '{EvidenceText.Quote(path)}': {outside}. Do not load it.",
                Evidence.Quoted("location", path));
        }
        else if (FileReach.Unusual(path) is { } unusual)
        {
            findings.Add(
                OnnxRules.OutsideFile, Severity.Medium, offset, $"{what} is read from '{EvidenceText.Quote(path)}': {unusual}.",
                Evidence.Quoted("location", path));
        }
    }

    private void Judge(OnnxTensor tensor, string name, string key, string value)
    {
        if (key == "location") Location(tensor.Offset, $"The tensor '{name}'", value);
        else if (key is "offset" or "length")
        {
            if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                Odd(tensor, $"The {key} of the tensor '{name}' is no number.", key, value);
        }
        else if (key == "basepath") Location(tensor.Offset, $"The tensor '{name}' (basepath)", value);
        else if (key != "checksum" && !key.StartsWith("prepacked_", StringComparison.Ordinal))
        {
            findings.Add(
                OnnxRules.OddExternal, Severity.High, tensor.Offset,
                $"The tensor '{name}' sets '{EvidenceText.Quote(key, 80)}', which is no property of external data; a loader sets whatever stands there.",
                Evidence.Quoted(key, value));
        }
    }

    private static long? Number(OnnxTensor tensor, string key)
    {
        foreach (var entry in tensor.External)
        {
            if (entry.Key == key && long.TryParse(entry.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        }
        return key == "offset" ? 0 : null;
    }

    private void Odd(OnnxTensor tensor, string message, string? key = null, string? value = null) =>
        findings.Add(OnnxRules.OddExternal, tensor.Offset, message, key is null ? [] : [Evidence.Quoted(key, value)]);
}
