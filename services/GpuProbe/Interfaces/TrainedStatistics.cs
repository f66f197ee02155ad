using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Probes;
using Assay.OnnxGraph.Model;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Interfaces;

/// <summary>
/// What a model remembers of the images that it was trained with: the mean and the variance of every channel in front of its first batch normalisation (Ioffe
/// and Szegedy 2015), where the exporter has not folded them into other weights. Pictures of simple things in the right range have about the same.
/// </summary>
internal sealed class TrainedStatistics : IDisposable
{
    /// <summary>Values that are read for all pictures together.</summary>
    private const long MaxValues = 64L << 20;

    private readonly ProbeSession _session;
    private readonly string _value;
    private readonly double[] _mean;
    private readonly double[] _variance;

    private TrainedStatistics(ProbeSession session, string value, double[] mean, double[] variance) =>
        (_session, _value, _mean, _variance) = (session, value, mean, variance);

    /// <summary>Null where the model has no such layer, or its graph cannot be read.</summary>
    public static TrainedStatistics? Open(ProbeContext context, CancellationToken cancellationToken)
    {
        if (context.ReadModel() is not { } bytes) return null;
        if (EditableModel.Read(bytes, cancellationToken) is not { Succeeded: true, Value: var model }) return null;
        var graph = model.Graph;
        var layer = graph.Nodes.Find(n => n.Is("BatchNormalization") && n.Integer("training_mode", 0) == 0);
        if (layer is null || graph.Producer(layer.Input(0)) is null) return null;
        if (Numbers(graph, layer.Input(3)) is not { Length: > 0 } mean) return null;
        if (Numbers(graph, layer.Input(4)) is not { } variance || variance.Length != mean.Length) return null;
        var value = layer.Input(0);
        if (!graph.Outputs.Exists(o => o.Name == value)) graph.Outputs.Add(new() { Name = value, Type = graph.Initializers[layer.Input(3)].Type });
        try
        {
            return new(context.Open(model.Write()), value, mean, variance);
        }
        catch (OrtException)
        {
            return null;
        }
    }

    /// <summary>
    /// How far the pictures are from what the layer remembers: the Kullback-Leibler divergence of normal distributions, from the remembered one to that of the
    /// pictures, in nats, the median over the channels. Null where it cannot be measured.
    /// </summary>
    public double? Distance(ModelInterface model, ImageInputs pictures, CancellationToken cancellationToken)
    {
        var (sums, squares, count) = (new double[_mean.Length], new double[_mean.Length], 0L);
        try
        {
            new ModelRunner(_session, model, batch: 8).Run(pictures, [_value], (_, rows, outputs) => Add(outputs[0], rows), cancellationToken);
        }
        catch (OrtException)
        {
            return null;
        }
        if (count == 0) return null;
        var channels = _mean.Select((mean, c) =>
        {
            var own = sums[c] / count;
            var spread = Math.Max(1e-12, (squares[c] / count) - (own * own));
            var remembered = Math.Max(1e-12, _variance[c]);
            return 0.5 * (Math.Log(spread / remembered) + ((remembered + ((mean - own) * (mean - own))) / spread) - 1);
        });
        double[] known = [.. channels.Where(double.IsFinite)];
        return known.Length > 0 ? Robust.Median(known) : null;

        void Add(OrtTensor tensor, int rows)
        {
            if (tensor.Shape.Count < 2 || tensor.Shape[1] != _mean.Length || tensor.Shape[0] < rows || count * _mean.Length > MaxValues) return;
            var area = tensor.Shape.Skip(2).Aggregate(1L, (a, b) => a * b);
            for (var row = 0; row < rows; row++)
            {
                for (var c = 0; c < _mean.Length; c++)
                {
                    foreach (var value in TensorNumbers.Read(tensor, ((row * _mean.Length) + c) * area, area))
                    {
                        sums[c] += value;
                        squares[c] += (double)value * value;
                    }
                }
                count += area;
            }
        }
    }

    public void Dispose() => _session.Dispose();

    private static double[]? Numbers(EditableGraph graph, string name) => graph.Initializers.TryGetValue(name, out var constant) ? constant.ToReals() : null;
}
