using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.TensorFlow;
using Assay.Inspect.Analysers.Graphs;

namespace Assay.Inspect.Analysers.TensorFlow;

/// <summary>Judges operators by what they reach: files by their path, addresses, Python, native libraries.</summary>
internal sealed class NodeJudge(OperatorLists lists, PathTrace trace, GraphFindings findings, string format, bool hasReader)
{
    /// <summary>How graphs that were converted for mapping into memory name their own constants.</summary>
    private const string OwnRegion = "memmapped_package://";

    public void Judge(TfGraph graph, TfNode node)
    {
        var op = node.Operator;
        var shown = EvidenceText.Quote(op, 80);
        if (op.Length == 0 || trace.IsFunction(op)) return;
        if (lists.Is("python", op)) Say(TensorFlowRules.Python, node, $"The operator {shown} calls a Python function.");
        else if (lists.Is("network", op)) Say(TensorFlowRules.Network, node, $"The operator {shown} uses the network.", Addresses(graph, node));
        else if (lists.Is("blob", op)) Say(TensorFlowRules.Opaque, node, $"The operator {shown} runs a compiled part of the model.");
        else if (lists.Is("stop", op)) Say(TensorFlowRules.Stops, node, $"The operator {shown} ends the process.");
        else if (lists.Is("debug", op)) JudgeUrls(node);
        else if (!lists.IsKnown(op)) Say(TensorFlowRules.CustomOperator, node, $"TensorFlow has no operator {shown}.");
        JudgeAttributes(node);
        if (op == "PrintV2") JudgeStream(node);
        if (op == "ImmutableConst") JudgeRegion(node);
        if (lists.Reads.TryGetValue(op, out var reads)) JudgePaths(graph, node, reads, isWrite: false);
        if (lists.Writes.TryGetValue(op, out var writes)) JudgePaths(graph, node, writes, isWrite: true);
        if (hasReader && op.StartsWith("QueueEnqueue", StringComparison.Ordinal)) JudgePaths(graph, node, [1], isWrite: false);
    }

    private void JudgePaths(TfGraph graph, TfNode node, int[] inputs, bool isWrite)
    {
        foreach (var input in inputs)
        {
            var origin = trace.Of(graph, node, input);
            var paths = origin.Texts.Where(t => t.Trim().Length > 0).ToList();
            foreach (var path in paths) JudgePath(node, path, origin, isWrite);
            var isCallers = lists.Is("checkpoint", node.Operator) || lists.Is("asset", node.Operator) || lists.Is("pipeline", node.Operator);
            if (paths.Count > 0 || isCallers || origin.IsAsset || !origin.IsOpen) continue;
            if (node.Operator.StartsWith("Queue", StringComparison.Ordinal)) continue;
            Say(
                TensorFlowRules.CallerPath, node,
                $"The operator {EvidenceText.Quote(node.Operator, 80)} {(isWrite ? "writes" : "reads")} the path that the caller gives or the graph computes.");
        }
    }

    private void JudgePath(TfNode node, string path, PathOrigin origin, bool isWrite)
    {
        var outside = FileReach.Outside(path);
        var checkpoint = lists.Is("checkpoint", node.Operator);
        // Prefixes and parts of names, such as model and _temp/part, are joined to the caller's path.
        if (outside is null && (checkpoint || origin.IsAsset)) return;
        if (outside is not null && checkpoint && origin.IsOpen && !path.Contains("..", StringComparison.Ordinal)) return;
        var training = lists.Is("pipeline", node.Operator) || node.Operator.StartsWith("Queue", StringComparison.Ordinal);
        var rule = isWrite ? TensorFlowRules.Writes : TensorFlowRules.Reads;
        var severity = rule.Severity;
        if (outside is null && lists.Is("asset", node.Operator)) severity = Severity.Medium;
        else if (training && !path.Contains("..", StringComparison.Ordinal)) severity = format == FileFormat.SavedModel && outside is not null ? Severity.High : Severity.Medium;
        else if (isWrite && outside is null) severity = Severity.High;
        findings.Add(
            rule, severity, node.Offset,
            $"The operator {EvidenceText.Quote(node.Operator, 80)} {(isWrite ? "writes" : "reads")} '{EvidenceText.Quote(path)}'"
                + $"{(outside is null ? "" : $": {outside}")}. Do not run the graph.",
            Evidence.Quoted("node", node.Name), Evidence.Quoted("path", path));
    }

    /// <summary>Files, addresses and programs that stand in attributes, not in inputs.</summary>
    private void JudgeAttributes(TfNode node)
    {
        switch (node.Operator)
        {
            case "RecordInput":
                JudgeFile(node, "file_pattern");
                break;
            case "FixedUnigramCandidateSampler":
                JudgeFile(node, "vocab_file");
                break;
            case "DecodeProtoV2" or "EncodeProto":
                JudgeFile(node, "descriptor_source");
                break;
            case "Copy" or "CopyHost":
                foreach (var part in (node["debug_ops_spec"]?.Texts ?? []).Select(trace.Read).SelectMany(s => s.Split(';'))) JudgeUrl(node, part);
                break;
            case "MlirPassthroughOp" or "XlaCallModule":
                JudgeProgram(node, node.Operator == "XlaCallModule" ? "module" : "mlir_module");
                break;
        }
    }

    private void JudgeFile(TfNode node, string attribute)
    {
        foreach (var path in (node[attribute]?.Texts ?? []).Select(trace.Read).Where(p => p.Length > 0))
        {
            // What is linked into the program, or stands in the text itself, is no file.
            if (path.StartsWith("local://", StringComparison.Ordinal) || path.StartsWith("bytes://", StringComparison.Ordinal)) continue;
            var outside = FileReach.Outside(path);
            findings.Add(
                TensorFlowRules.Reads, outside is null ? Severity.Medium : TensorFlowRules.Reads.Severity, node.Offset,
                $"The operator {node.Operator} reads '{EvidenceText.Quote(path)}'{(outside is null ? "" : $": {outside}")}.",
                Evidence.Quoted("node", node.Name), Evidence.Quoted(attribute, path));
        }
    }

    /// <summary>A program of another language in a text: its operators are those of TensorFlow, or callbacks of Python.</summary>
    private void JudgeProgram(TfNode node, string attribute)
    {
        foreach (var range in node[attribute]?.Texts ?? [])
        {
            foreach (var word in trace.Words(range))
            {
                if (word.Contains("python_cpu_callback", StringComparison.Ordinal) || word.Contains("python_gpu_callback", StringComparison.Ordinal) || lists.Is("python", word))
                    Say(TensorFlowRules.Python, node, $"The program in {node.Operator} calls Python: {EvidenceText.Quote(word, 80)}.");
                else if (lists.Is("network", word)) Say(TensorFlowRules.Network, node, $"The program in {node.Operator} uses the network: {word}.");
                else if (lists.Writes.ContainsKey(word) && !lists.Is("checkpoint", word)) Say(TensorFlowRules.Writes, node, $"The program in {node.Operator} runs {word}.");
                else if (lists.Reads.ContainsKey(word) && !lists.Is("checkpoint", word)) Say(TensorFlowRules.Reads, node, $"The program in {node.Operator} runs {word}.");
            }
        }
    }

    private void JudgeUrls(TfNode node)
    {
        foreach (var url in (node["debug_urls"]?.Texts ?? []).Concat(node["tfdbg_context_id"]?.Texts ?? []).Concat(node["output_slot"]?.Texts ?? []).Select(trace.Read))
            JudgeUrl(node, url);
    }

    private void JudgeUrl(TfNode node, string url)
    {
        if (url.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || url.StartsWith('/'))
            Say(TensorFlowRules.Writes, node, $"The operator {node.Operator} writes what it sees to '{EvidenceText.Quote(url)}'.", [Evidence.Quoted("url", url)]);
        else if (url.Contains("://", StringComparison.Ordinal) && !url.StartsWith("memcbk:", StringComparison.Ordinal))
            Say(TensorFlowRules.Network, node, $"The operator {node.Operator} sends what it sees to '{EvidenceText.Quote(url)}'.", [Evidence.Quoted("url", url)]);
    }

    private void JudgeStream(TfNode node)
    {
        foreach (var stream in (node["output_stream"]?.Texts ?? []).Select(trace.Read))
        {
            if (stream.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
                Say(TensorFlowRules.Writes, node, $"The operator PrintV2 writes '{EvidenceText.Quote(stream)}'.", [Evidence.Quoted("path", stream)]);
        }
    }

    private void JudgeRegion(TfNode node)
    {
        foreach (var region in (node["memory_region_name"]?.Texts ?? []).Select(trace.Read))
        {
            if (!region.StartsWith(OwnRegion, StringComparison.Ordinal))
                Say(TensorFlowRules.Reads, node, $"The operator ImmutableConst maps the file '{EvidenceText.Quote(region)}'.", [Evidence.Quoted("path", region)]);
        }
    }

    private List<Evidence> Addresses(TfGraph graph, TfNode node)
    {
        var texts = new List<string>();
        for (var i = 0; i < Math.Min(3, node.Inputs.Count); i++) texts.AddRange(trace.Of(graph, node, i).Texts);
        return [.. texts.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Take(6).Select(t => Evidence.Quoted("text", t))];
    }

    private void Say(Analysis.Rule rule, TfNode node, string message, IReadOnlyList<Evidence>? evidence = null)
    {
        Evidence[] token = node["token"]?.Texts is [var range] ? [Evidence.Quoted("token", trace.Read(range))] : [];
        findings.Add(rule, rule.Severity, node.Offset, message, [Evidence.Quoted("node", node.Name), .. token, .. evidence ?? []]);
    }
}
