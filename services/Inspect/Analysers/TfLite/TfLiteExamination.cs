using System.Text;
using Assay.Contracts.Findings;
using Assay.Formats;
using Assay.Formats.FlatBuffers;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.TfLite;

/// <summary>One model, from its operator codes to its buffers.</summary>
internal sealed class TfLiteExamination(ByteSource source, FindingSheet findings, CancellationToken cancellationToken)
{
    private const int CustomBuiltin = 32;
    private const int DelegateBuiltin = 51;

    /// <summary>Above what any release defines, with room for those to come.</summary>
    private const int MaxBuiltin = 400;

    private const int MaxOptions = 256 * 1024;
    private readonly TextJudge _judge = new(findings, TfLiteRules.Format, cancellationToken);
    private readonly List<string?> _codes = [];
    private long _end;
    private long _buffers;
    private long _operatorCodes;

    public void Model(FlatTable model)
    {
        OperatorCodes(model.Vector(1, 4));
        _judge.Text(model.Text(3), model.At, "The description", libraries: true);
        Buffers(model.Vector(4, 4));
        var metadata = model.Vector(6, 4);
        for (long i = 0; i < metadata.Count; i++)
        {
            var entry = metadata.Table(i);
            _judge.Text(entry.Text(0), entry.At, "The name of metadata", libraries: true);
            if (entry.Exists && unchecked((uint)entry.Int32(1)) >= _buffers) Damaged(entry.At, "Metadata refer to a buffer that does not exist");
        }
        var graphs = model.Vector(2, 4);
        for (long i = 0; i < graphs.Count; i++) Graph(graphs.Table(i));
        Behind();
    }

    private void OperatorCodes(FlatVector codes)
    {
        _operatorCodes = codes.Count;
        for (long i = 0; i < codes.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var code = codes.Table(i);
            var builtin = Math.Max(code.Byte(0), code.Int32(3));
            var custom = code.Name(1);
            _judge.Text(code.Text(1), code.At, "The name of an operator", libraries: true);
            Extend(code.At);
            if (i < 100_000) _codes.Add(builtin == CustomBuiltin ? custom ?? "" : null);
            if (!code.Exists) continue;
            if (builtin == CustomBuiltin) Custom(custom ?? "", code.At);
            else if (builtin is > MaxBuiltin or DelegateBuiltin or < 0)
                findings.Add(TfLiteRules.CustomOperator, code.At, $"The model uses operator number {builtin}, which no release defines.");
            else if (!string.IsNullOrEmpty(custom)) Custom(custom, code.At);
        }
    }

    private void Custom(string name, long offset)
    {
        var seen = Evidence.Quoted("operator", name);
        if (name.StartsWith("Flex", StringComparison.Ordinal))
        {
            if (FlexOperators.ReachOut.Contains(name[4..]))
                findings.Add(TfLiteRules.SystemOperator, offset,
                    $"The model runs {EvidenceText.Quote(name)}, which reaches files, hosts or code outside of the graph.", seen);
            return;
        }
        if (FlexOperators.ReachOut.Contains(name))
            findings.Add(TfLiteRules.SystemOperator, offset,
                $"The custom operator is called {EvidenceText.Quote(name)}, as one that reaches files, hosts or code.", seen);
        else if (!_judge.Text(name, offset, "The name of a custom operator", libraries: true) && !IsKnown(name))
            findings.Add(TfLiteRules.CustomOperator, offset,
                $"The model needs the custom operator '{EvidenceText.Quote(name)}', of which nothing is known.", seen);
    }

    private static bool IsKnown(string name) => FlexOperators.WidelyKnown.Contains(name) || name.StartsWith("TFText>", StringComparison.Ordinal);

    private void Buffers(FlatVector buffers)
    {
        _buffers = buffers.Count;
        for (long i = 0; i < buffers.Count; i++)
        {
            if (i % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            var buffer = buffers.Table(i);
            var data = buffer.Vector(0, 1);
            Extend(data.At + data.Count);
            _judge.Blob(source, data.At, data.Count, $"Buffer {i}");
            var (offset, size) = (buffer.Int64(1), buffer.Int64(2));
            if (offset <= 1 && size <= 1) continue;
            if (offset < 0 || size < 0 || offset > source.Length || size > source.Length - offset) Damaged(buffer.At,
                $"Buffer {i} lies outside of the file");
            else
            {
                Extend(offset + size);
                _judge.Blob(source, offset, size, $"Buffer {i}");
            }
        }
    }

    private void Graph(FlatTable graph)
    {
        if (!graph.Exists) return;
        _judge.Text(graph.Text(4), graph.At, "The name of a graph", libraries: true);
        var tensors = graph.Vector(0, 4);
        for (long i = 0; i < tensors.Count; i++)
        {
            var tensor = tensors.Table(i);
            _judge.Text(tensor.Text(3), tensor.At, "The name of a tensor");
            if (tensor.Exists && unchecked((uint)tensor.Int32(2)) >= Math.Max(1, _buffers)) Damaged(tensor.At,
                "A tensor refers to a buffer that does not exist");
            var shape = tensor.Vector(0, 4);
            long elements = 1;
            for (var d = 0; d < Math.Min(shape.Count, 64); d++)
            {
                var dimension = shape.Int32(d);
                if (dimension < -1 || elements > long.MaxValue / 16 / Math.Max(1, dimension)) Damaged(tensor.At, "A tensor has an impossible shape");
                else elements *= Math.Max(1, dimension);
            }
        }
        Indexes(graph.Vector(1, 4), tensors.Count, graph.At);
        Indexes(graph.Vector(2, 4), tensors.Count, graph.At);
        var operators = graph.Vector(3, 4);
        for (long i = 0; i < operators.Count; i++) Operator(operators.Table(i), tensors.Count);
    }

    private void Operator(FlatTable op, long tensors)
    {
        if (!op.Exists) return;
        Indexes(op.Vector(1, 4), tensors, op.At);
        Indexes(op.Vector(2, 4), tensors, op.At);
        var index = unchecked((uint)op.Int32(0));
        if (index >= _operatorCodes) Damaged(op.At, "An operator refers to a code that does not exist");
        var options = op.Vector(5, 1);
        Options(options.At, options.Count, index < _codes.Count ? _codes[(int)index] : null);
        var (offset, size) = (op.Int64(9), op.Int64(10));
        if (offset <= 1 && size <= 1) return;
        if (offset < 0 || size < 0 || offset > source.Length || size > source.Length - offset) Damaged(op.At,
            "An operator's options lie outside of the file");
        else Options(offset, size, index < _codes.Count ? _codes[(int)index] : null);
    }

    /// <summary>A Flex operator's options hold the node that really runs.</summary>
    private void Options(long offset, long length, string? custom)
    {
        if (length == 0 || custom is null) return;
        _judge.Blob(source, offset, length, "An operator's options");
        var bytes = new byte[(int)Math.Min(length, MaxOptions)];
        var text = Encoding.Latin1.GetString(bytes, 0, source.Read(offset, bytes));
        foreach (var word in TextWords.Counted(text))
        {
            if (FlexOperators.ReachOut.Contains(word) && custom.StartsWith("Flex", StringComparison.Ordinal) && !custom.AsSpan(4).SequenceEqual(word))
            {
                findings.Add(
                    TfLiteRules.Disguised, offset, $"The operator is called {EvidenceText.Quote(custom)}, but its options run {word}.",
                    Evidence.Quoted("name", custom), new Evidence("runs", word));
            }
        }
        // Debugging copies send what they see to an address; samplers read a vocabulary: both stand in attributes of operators that are harmless without.
        if (custom.StartsWith("Flex", StringComparison.Ordinal) && FlexOperators.Reach(text) is { } target)
        {
            findings.Add(
                TfLiteRules.SystemOperator, offset, $"The options of {EvidenceText.Quote(custom)} name a file or an address: {EvidenceText.Quote(target)}.",
                Evidence.Quoted("target", target));
        }
        foreach (var run in TextWords.Runs(text)) _judge.Text(run, offset, "An operator's option", libraries: true);
    }

    private void Indexes(FlatVector indexes, long tensors, long offset)
    {
        for (long i = 0; i < Math.Min(indexes.Count, 100_000); i++)
        {
            var index = indexes.Int32(i);
            if (index >= -1 && index < tensors) continue;
            Damaged(offset, "An operator or graph refers to a tensor that does not exist");
            return;
        }
    }

    /// <summary>What stands behind the last buffer: files that metadata tools append are an archive, which is opened as one.</summary>
    private void Behind()
    {
        Span<byte> first = stackalloc byte[2];
        for (var at = _end; at < Math.Min(source.Length, _end + 16); at++)
        {
            if (source.Read(at, first) == 2 && first.SequenceEqual("PK"u8)) return;
            if (_judge.Blob(source, at, source.Length - at, "The space behind the model")) return;
        }
    }

    private void Extend(long end) => _end = Math.Max(_end, end);

    private void Damaged(long offset, string what) => findings.Add(TfLiteRules.Format.Damaged, offset, what + ".");
}
