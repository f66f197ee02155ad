using Assay.OnnxRuntime;

namespace Assay.Analysis.Probes.Feeding;

/// <summary>
/// Runs many inputs through a model, in batches that it takes, and collects what comes out. Works on the model itself and on one generated from it, as
/// long as the inputs' names are the same.
/// </summary>
public sealed class ModelRunner
{
    private readonly ProbeSession _session;
    private readonly ModelInterface _model;

    /// <param name="session">The model.</param>
    /// <param name="model">How it is fed.</param>
    /// <param name="batch">Inputs of one run, where the model leaves it open.</param>
    public ModelRunner(ProbeSession session, ModelInterface model, int batch = 64)
    {
        (_session, _model) = (session, model);
        Batch = model.Image?.FixedBatch ?? model.Tokens?.FixedBatch ?? batch;
    }

    /// <summary>Inputs of one run.</summary>
    public int Batch { get; }

    /// <summary>Tensors for inputs that a generated model has and the original has not; they stay the caller's.</summary>
    public IReadOnlyList<KeyValuePair<string, OrtTensor>> Extra { get; set; } = [];

    /// <summary>Runs all inputs. <paramref name="take"/> gets the first input's index, how many rows count, and the outputs, which are freed when it returns.</summary>
    /// <exception cref="OrtException">A run failed.</exception>
    /// <exception cref="OperationCanceledException">The time is up.</exception>
    public void Run(ProbeInputs inputs, IReadOnlyList<string> outputs, Action<int, int, OrtOutputs> take, CancellationToken cancellationToken)
    {
        var own = _session.Inputs.Where(port => !Extra.Any(extra => extra.Key == port.Name)).ToList();
        var feeder = new ModelFeeder(_session.Session.Runtime, own, _model);
        for (var first = 0; first < inputs.Count; first += Batch)
        {
            var rows = Math.Min(Batch, inputs.Count - first);
            var fixedBatch = _model.Image?.FixedBatch ?? _model.Tokens?.FixedBatch;
            var tensors = feeder.Tensors(inputs, first, fixedBatch ?? rows);
            try
            {
                using var results = _session.Run(Extra.Count == 0 ? tensors : [.. tensors, .. Extra], outputs, cancellationToken);
                take(first, rows, results);
            }
            finally
            {
                foreach (var (_, tensor) in tensors) tensor.Dispose();
            }
        }
    }

    /// <summary>
    /// The scores of every input: of a classifier one row each, of a language model the row of the last token that is no padding, of an encoder whose
    /// output is per position the first position's vector.
    /// </summary>
    /// <exception cref="OrtException">A run failed, or the model has no scores.</exception>
    /// <exception cref="OperationCanceledException">The time is up.</exception>
    public ScoreTable Scores(ProbeInputs inputs, CancellationToken cancellationToken)
    {
        var scores = _model.Scores ?? throw new OrtException(OrtErrorCode.InvalidArgument, "The model has no output with scores.");
        var values = new float[checked(inputs.Count * scores.Columns)];
        Run(inputs, [scores.Name], (first, rows, outputs) =>
        {
            for (var row = 0; row < rows; row++) ReadRow(outputs[0], scores, inputs, first + row, row).CopyTo(values, (first + row) * scores.Columns);
        }, cancellationToken);
        return new(values, scores.Columns);
    }

    /// <summary>The scores at every position of a language model: rows are inputs times positions.</summary>
    /// <exception cref="OrtException">A run failed, or the model has no scores for positions.</exception>
    /// <exception cref="OperationCanceledException">The time is up.</exception>
    public ScoreTable ScoresPerPosition(TokenInputs inputs, CancellationToken cancellationToken)
    {
        if (_model.Scores is not { PerPosition: true } scores)
            throw new OrtException(OrtErrorCode.InvalidArgument, "The model has no scores for positions.");
        var values = new float[checked(inputs.Ids.Length * scores.Columns)];
        Run(inputs, [scores.Name], (first, rows, outputs) =>
        {
            var wanted = (long)rows * inputs.Length * scores.Columns;
            if (outputs[0].ElementCount < wanted) throw new OrtException(OrtErrorCode.Fail, "The model gave fewer scores than it takes tokens.");
            TensorNumbers.Read(outputs[0], 0, wanted).CopyTo(values, (long)first * inputs.Length * scores.Columns);
        }, cancellationToken);
        return new(values, scores.Columns);
    }

    private float[] ReadRow(OrtTensor tensor, ScoreOutput scores, ProbeInputs inputs, int input, int row)
    {
        var position = 0L;
        var length = 1L;
        if (scores.PerPosition)
        {
            length = tensor.Shape.Count >= 3 ? tensor.Shape[^2] : 1;
            if (_model.Task == ModelTask.CausalLanguageModel) position = Math.Min(length - 1, LastToken(inputs, input));
        }
        var first = ((row * length) + position) * scores.Columns;
        if (first < 0 || first + scores.Columns > tensor.ElementCount) throw new OrtException(OrtErrorCode.Fail, "The model gave fewer scores than inputs.");
        return TensorNumbers.Read(tensor, first, scores.Columns);
    }

    private int LastToken(ProbeInputs inputs, int input)
    {
        if (inputs is not TokenInputs tokens) return 0;
        var ids = tokens[input];
        var last = ids.Length - 1;
        while (last > 0 && ids[last] == _model.Tokens?.Pad) last--;
        return last;
    }
}
