using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// A smooth displacement of the pixels, the same for every image (as WaNet's, Nguyen and Tran 2021): a grid of displacements for each direction,
/// spread
/// over the picture. Each pixel becomes the mean of its neighbours at whole distances, weighted as linear interpolation does, first along the
/// columns,
/// then along the rows: only operators that every runtime has and that have a gradient. A parameter of 1 is <see cref="Reach"/> + 1 pixels.
/// </summary>
internal sealed class WarpField : ITriggerFamily
{
    private const int Grid = 6;

    /// <summary>Pixels that one may be moved by at most.</summary>
    private const int Reach = 5;

    private const float PixelsOfOne = Reach + 1;

    public string Name => "warped";

    public IReadOnlyList<long[]> Shapes(ImageInput image) => [[1, Grid, Grid], [1, Grid, Grid]];

    public string Compose(NodeEmitter emit, string carriers, IReadOnlyList<string> parameters, ImageInput image) =>
        Moved(emit, Moved(emit, carriers, Field(emit, parameters[0], image), 3, image), Field(emit, parameters[1], image), 4, image);

    public void Apply(ReadOnlySpan<float> carrier, Span<float> result, float[][] parameters, ImageInput image)
    {
        var between = new float[carrier.Length];
        Move(carrier, between, Field(parameters[0], image), image, image.Width, 1);
        Move(between, result, Field(parameters[1], image), image, 1, image.Width);
    }

    private static string Field(NodeEmitter emit, string grid, ImageInput image)
    {
        var rows = emit.Constant(TensorConstant.OfFloats([image.Height, Grid], Spread(image.Height)));
        var columns = new float[Grid * image.Width];
        var spread = Spread(image.Width);
        for (var i = 0; i < columns.Length; i++) columns[i] = spread[(i % image.Width * Grid) + (i / image.Width)];
        var field = emit.Add("MatMul", emit.Add("MatMul", rows, grid), emit.Constant(TensorConstant.OfFloats([Grid, image.Width], columns)));
        return emit.Add("Clip", emit.Add("Mul", field, emit.Scalar(PixelsOfOne)), emit.Scalar(-Reach), emit.Scalar(Reach));
    }

    private static string Moved(NodeEmitter emit, string images, string field, int axis, ImageInput image)
    {
        var pads = new long[10];
        pads[axis] = pads[axis + 5] = Reach;
        var padded = emit.Add("Pad", [images, emit.Integers(pads)], ("mode", EditableAttribute.Of("edge")));
        string? sum = null;
        for (var shift = -Reach; shift <= Reach; shift++)
        {
            var from = shift + Reach;
            var part = emit.Add("Slice", padded, emit.Integers(from), emit.Integers(from + (axis == 3 ? image.Height : image.Width)), emit.Integers(axis));
            var weight = emit.Add("Relu", emit.Add("Sub", emit.Scalar(1), emit.Add("Abs", emit.Add("Sub", field, emit.Scalar(shift)))));
            var weighted = emit.Add("Mul", part, weight);
            sum = sum is null ? weighted : emit.Add("Add", sum, weighted);
        }
        return sum!;
    }

    /// <summary>For each pixel of a side how much of each grid point it has.</summary>
    private static float[] Spread(int side)
    {
        var result = new float[side * Grid];
        for (var pixel = 0; pixel < side; pixel++)
        {
            var at = side == 1 ? 0 : (float)pixel * (Grid - 1) / (side - 1);
            var first = Math.Min((int)at, Grid - 2);
            result[(pixel * Grid) + first] = 1 - (at - first);
            result[(pixel * Grid) + first + 1] = at - first;
        }
        return result;
    }

    private static float[] Field(float[] grid, ImageInput image)
    {
        var (rows, columns) = (Spread(image.Height), Spread(image.Width));
        var field = new float[image.Height * image.Width];
        for (var p = 0; p < field.Length; p++)
        {
            var (y, x) = (p / image.Width, p % image.Width);
            float value = 0;
            for (var i = 0; i < Grid; i++) for (var j = 0; j < Grid; j++) value += rows[(y * Grid) + i] * grid[(i * Grid) + j] * columns[(x * Grid) + j];
            field[p] = Math.Clamp(value * PixelsOfOne, -Reach, Reach);
        }
        return field;
    }

    /// <summary>
    /// Moves along one direction: <paramref name="step"/> is the distance of neighbours in memory, <paramref name="other"/> that of lines.
    /// </summary>
    private static void Move(ReadOnlySpan<float> from, Span<float> to, float[] field, ImageInput image, int step, int other)
    {
        var area = image.Height * image.Width;
        var length = step == 1 ? image.Width : image.Height;
        for (var i = 0; i < to.Length; i++)
        {
            var (plane, p) = (i / area * area, i % area);
            var place = step == 1 ? p % image.Width : p / image.Width;
            var line = step == 1 ? p / image.Width : p % image.Width;
            var moved = field[p];
            var below = (int)MathF.Floor(moved);
            var part = moved - below;
            var first = from[plane + (Math.Clamp(place + below, 0, length - 1) * step) + (line * other)];
            var second = from[plane + (Math.Clamp(place + below + 1, 0, length - 1) * step) + (line * other)];
            to[i] = ((1 - part) * first) + (part * second);
        }
    }
}
