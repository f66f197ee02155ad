using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.LanguageModels;

/// <summary>Log-probabilities of what a language model writes next. Sequences of different lengths share a run: a causal model does not see what follows.</summary>
internal sealed class NextTokens : IDisposable
{
    /// <summary>Bytes of scores of one run; a batch is as large as fits.</summary>
    private const int RunBytes = 24 << 20;

    private const int MaxBatch = 256;

    private readonly ProbeSession _session;
    private readonly ModelInterface _model;
    private readonly TokenInput _tokens;
    private readonly ScoreOutput _scores;
    private readonly float[] _logs;

    public NextTokens(ProbeContext context)
    {
        (_model, _tokens, _scores) = (context.Interface, context.Interface.Tokens!, context.Interface.Scores!);
        _session = context.Open();
        Vocabulary = Math.Min(_tokens.Vocabulary, _scores.Columns);
        _logs = new float[_scores.Columns];
    }

    /// <summary>Tokens that the model takes and writes.</summary>
    public int Vocabulary { get; }

    public int MaxLength => _tokens.FixedLength ?? _tokens.MaxLength;

    /// <summary>After each whole sequence.</summary>
    public void After(IReadOnlyList<int[]> sequences, Action<int, ReadOnlySpan<float>> take, CancellationToken cancellationToken) =>
        At(sequences, row => [sequences[row].Length - 1], (row, _, logs) => take(row, logs), cancellationToken);

    /// <summary>At chosen positions of each sequence: what follows the token there. <paramref name="take"/> gets the sequence, the position and the logarithms.</summary>
    /// <exception cref="OrtException">A run failed.</exception>
    /// <exception cref="OperationCanceledException">The time is up.</exception>
    public void At(
        IReadOnlyList<int[]> sequences, Func<int, IReadOnlyList<int>> positions, Action<int, int, ReadOnlySpan<float>> take, CancellationToken cancellationToken)
    {
        var longest = Math.Max(1, sequences.Count == 0 ? 1 : sequences.Max(s => s.Length));
        var batch = Math.Clamp(RunBytes / 4 / _scores.Columns / longest, 1, MaxBatch);
        var runner = new ModelRunner(_session, _model, batch);
        for (var first = 0; first < sequences.Count; first += batch)
        {
            var begin = first;
            var rows = sequences.Skip(first).Take(batch).ToList();
            runner.Run(Pack(rows), [_scores.Name], (at, count, outputs) =>
            {
                for (var row = at; row < at + count; row++)
                    foreach (var position in positions(begin + row)) take(begin + row, position, Read(outputs[0], row - at, position));
            }, cancellationToken);
        }
    }

    public void Dispose() => _session.Dispose();

    private TokenInputs Pack(List<int[]> rows)
    {
        var length = _tokens.FixedLength ?? rows.Max(r => r.Length);
        var ids = new int[rows.Count * length];
        Array.Fill(ids, _tokens.Pad ?? 0);
        for (var i = 0; i < rows.Count; i++) rows[i].AsSpan(0, Math.Min(length, rows[i].Length)).CopyTo(ids.AsSpan(i * length));
        return new(ids, length);
    }

    private ReadOnlySpan<float> Read(OrtTensor tensor, int row, int position)
    {
        var length = tensor.Shape.Count >= 3 ? tensor.Shape[^2] : 1;
        var first = ((row * length) + Math.Min(position, length - 1)) * _scores.Columns;
        if (first + _scores.Columns > tensor.ElementCount) throw new OrtException(OrtErrorCode.Fail, "The model gave fewer scores than it takes tokens.");
        if (tensor.ElementType == OrtElementType.Float)
            MemoryMarshal.Cast<byte, float>(tensor.Bytes(first * sizeof(float), _scores.Columns * sizeof(float))).CopyTo(_logs);
        else TensorNumbers.Read(tensor, first, _scores.Columns).CopyTo(_logs, 0);
        Normalise(_logs.AsSpan(0, Vocabulary));
        return _logs.AsSpan(0, Vocabulary);
    }

    /// <summary>Scores become logarithms of probabilities; what is no number becomes the least likely.</summary>
    private void Normalise(Span<float> scores)
    {
        if (_scores.Kind != ScoreKind.Logits)
        {
            for (var i = 0; i < scores.Length; i++) scores[i] = MathF.Log(Math.Max(scores[i], 1e-20f));
        }
        if (!float.IsFinite(TensorPrimitives.Sum<float>(scores)))
        {
            for (var i = 0; i < scores.Length; i++) if (!float.IsFinite(scores[i])) scores[i] = -1e4f;
        }
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max<float>(scores), scores);
        double sum = 0;
        Span<float> part = stackalloc float[512];
        for (var i = 0; i < scores.Length; i += part.Length)
        {
            var chunk = scores[i..Math.Min(scores.Length, i + part.Length)];
            TensorPrimitives.Exp(chunk, part);
            sum += TensorPrimitives.Sum<float>(part[..chunk.Length]);
        }
        TensorPrimitives.Subtract(scores, (float)Math.Log(sum), scores);
    }
}
