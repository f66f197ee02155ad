using System.Buffers;
using System.Runtime.InteropServices;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Losses;
using Assay.OnnxGraph.Model;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>
/// The gradient of the model's scores with respect to the vectors of a text's tokens: says which other token would move the answer most. It is only a hint of
/// where to look; what is found is always tried.
/// </summary>
internal sealed class EmbeddingSlope : IDisposable
{
    private const int Batch = 256;
    private const string Cotangent = "assay_cotangent";

    private readonly ProbeContext _context;
    private readonly ProbeSession _session;
    private readonly string _gradient;
    private readonly string _cotangent;

    private EmbeddingSlope(ProbeContext context, ProbeSession session, string gradient, string cotangent, float[] table, int width, int length)
    {
        (_context, _session, _gradient, _cotangent) = (context, session, gradient, cotangent);
        (Table, Width, Length) = (table, width, length);
    }

    /// <summary>The vectors of all tokens, row after row.</summary>
    public float[] Table { get; }

    /// <summary>Numbers of a vector.</summary>
    public int Width { get; }

    /// <summary>Tokens of a text.</summary>
    public int Length { get; }

    /// <summary>The gradient for texts of one length; where there is none, the reason.</summary>
    public static (EmbeddingSlope? Slope, string? Reason) Open(ProbeContext context, int length, CancellationToken cancellationToken)
    {
        if (context.ReadModel() is not { } bytes) return (null, "the graph is larger than 400 MiB");
        var read = EditableModel.Read(bytes, cancellationToken);
        if (!read.Succeeded) return (null, read.Reason);
        var names = read.Value.Graph.Inputs.Where(i => i.Shape is { Count: 2 }).Select(i => i.Shape![1].Name).OfType<string>().Distinct();
        var prepared = Preparation.Prepare(read.Value, new() { Sizes = names.ToDictionary(n => n, _ => (long)length) }, cancellationToken);
        if (!prepared.Succeeded) return (null, prepared.Reason);
        if (Embedding(prepared.Value, context.Interface.Tokens!) is not var (value, table, width)) return (null, "no table of token vectors was found");
        var loss = new WeightedSumLoss(Unsquashed(prepared.Value.Model.Graph, context.Interface.Scores!.Name));
        var built = GradientBuilder.Build(prepared.Value, loss, [value], new() { KeepOutputs = false }, cancellationToken);
        if (built.Graph is null) return (null, built.Reason);
        var cotangent = built.Graph.LossInputs.FirstOrDefault(i => i.Name.Contains(Cotangent, StringComparison.Ordinal))?.Name ?? Cotangent;
        var session = context.Open(built.Graph.Write());
        return (new(context, session, built.Graph.Gradients[value], cotangent, table, width, length), null);
    }

    /// <summary>Runs texts and gives each text's gradient: <see cref="Length"/> rows of <see cref="Width"/> numbers.</summary>
    /// <param name="texts">Of <see cref="Length"/> tokens.</param>
    /// <param name="weights">How much each score of a text counts, text after text.</param>
    /// <param name="take">Gets the text's index and its gradient.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public void Run(TokenInputs texts, float[] weights, Action<int, ReadOnlyMemory<float>> take, CancellationToken cancellationToken)
    {
        var classes = weights.Length / texts.Count;
        var rows = _context.Interface.Tokens!.FixedBatch ?? Batch;
        for (var first = 0; first < texts.Count; first += rows)
        {
            var count = Math.Min(rows, texts.Count - first);
            var batch = _context.Interface.Tokens.FixedBatch ?? count;
            var part = new TokenInputs(texts.Ids[(first * texts.Length)..((first + count) * texts.Length)], texts.Length);
            using var tensor = Weights(weights.AsSpan(first * classes, count * classes), batch, classes);
            var runner = new ModelRunner(_session, _context.Interface, batch) { Extra = [new(_cotangent, tensor)] };
            var start = first;
            runner.Run(part, [_gradient], (_, _, outputs) =>
            {
                var size = Length * Width;
                if (outputs[0].ElementCount < (long)count * size) throw new OrtException(OrtErrorCode.Fail, "The gradient has another shape than the texts.");
                var values = TensorNumbers.Read(outputs[0], 0, (long)count * size);
                for (var row = 0; row < count; row++) take(start + row, values.AsMemory(row * size, size));
            }, cancellationToken);
        }
    }

    public void Dispose() => _session.Dispose();

    private OrtTensor Weights(ReadOnlySpan<float> weights, int batch, int classes)
    {
        var owner = MemoryPool<byte>.Shared.Rent(batch * classes * sizeof(float));
        owner.Memory.Span.Clear();
        MemoryMarshal.AsBytes(weights).CopyTo(owner.Memory.Span);
        return OrtTensor.OverBytes(_session.Session.Runtime, OrtElementType.Float, owner, batch, classes);
    }

    /// <summary>The table with a row for each token.</summary>
    private static (string Value, float[] Table, int Width)? Embedding(PreparedModel model, TokenInput tokens)
    {
        foreach (var value in model.Embeddings)
        {
            var table = model.Model.Graph.Initializers[model.Model.Graph.Producer(value)!.Inputs[0]];
            if (table is not { HasData: true, Type: ElementType.Float, Dims: [var rows, var width] } || rows < tokens.Vocabulary || width is < 1 or > 1 << 16) continue;
            return (value, table.Floats().ToArray(), (int)width);
        }
        return null;
    }

    /// <summary>The value before a closing softmax or sigmoid, whose gradient vanishes where the model is certain.</summary>
    private static string Unsquashed(EditableGraph graph, string output)
    {
        for (var step = 0; step < 4 && graph.Producer(output) is { } node; step++)
        {
            if (node.Operator is not ("Softmax" or "LogSoftmax" or "Sigmoid" or "Identity")) break;
            output = node.Inputs[0];
        }
        return output;
    }
}
