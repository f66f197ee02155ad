using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Shapes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>
/// Images that are looked for as a whole, in the place of a classifier's input: the sigmoid of unbounded numbers, shifted around the edges by what is
/// drawn for each step beforehand.
/// </summary>
internal sealed record ShiftedImages(ImageInput Image, int Rows, int Steps) : IInputComposition
{
    /// <summary>The images before they are shifted.</summary>
    public const string Images = "assay_images";

    /// <summary>The images as the model sees them: what the gradient is wanted of.</summary>
    public const string Shifted = "assay_shifted";

    /// <summary>Steps times two: shifts down and to the right.</summary>
    public const string DrawsInput = "assay_draws";

    /// <summary>The unbounded numbers.</summary>
    public const string NumbersInput = "assay_numbers";

    private const int MaxShift = 2;

    public long[] Shape => [Rows, Image.Channels, Image.Height, Image.Width];

    /// <summary>Draws a shift of one direction.</summary>
    public static int Draw(Func<int, int> below) => below((2 * MaxShift) + 1) - MaxShift;

    public string Compose(NodeEmitter emit, ValueInfo input, Func<string, IReadOnlyList<Dimension>, bool, string> addInput)
    {
        NameSupply.Insist(addInput(NumbersInput, Dimensions(Shape), true), NumbersInput);
        NameSupply.Insist(addInput(DrawsInput, Dimensions([Steps, 2]), false), DrawsInput);
        NameSupply.Insist(addInput(DrawnCarriers.StepInput, [], false), DrawnCarriers.StepInput);
        Place(emit, "Sigmoid", [NumbersInput], Images);
        Place(emit, "Identity", [Shift(emit, Images, back: false)], Shifted);
        return ImageEncoding.AddWithin(emit, Shifted, Rows, Image);
    }

    /// <summary>Shifts images by what is drawn for the present step, or back: the images stand beside themselves, and a window is cut out.</summary>
    public string Shift(NodeEmitter e, string images, bool back)
    {
        var room = (Height: Math.Min(MaxShift, Image.Height), Width: Math.Min(MaxShift, Image.Width));
        var wide = Beside(e, Beside(e, images, 2, Image.Height, room.Height), 3, Image.Width, room.Width);
        var shift = e.Whole(e.Add("Gather", DrawsInput, e.Whole(DrawnCarriers.StepInput)));
        var middle = Integers(e, room.Height, room.Width);
        var from = e.Add(back ? "Add" : "Sub", middle, shift);
        var window = e.Add("Slice", wide, from, e.Plus(from, Integers(e, Image.Height, Image.Width)), Integers(e, 2, 3));
        // The window's sizes are known, and nothing but this says so.
        return e.Add("Reshape", window, e.Integers(Shape));
    }

    private static string Beside(NodeEmitter e, string images, int axis, int size, int room)
    {
        var before = e.Add("Slice", images, e.Integers(size - room), e.Integers(size), e.Integers(axis));
        var behind = e.Add("Slice", images, e.Integers(0), e.Integers(room), e.Integers(axis));
        return e.Add("Concat", [before, images, behind], ("axis", EditableAttribute.Of((long)axis)));
    }

    private static string Integers(NodeEmitter e, params ReadOnlySpan<long> values) =>
        e.Constant(TensorConstant.OfWhole(ElementType.Int32, [values.Length], values));

    private static void Place(NodeEmitter e, string op, string[] inputs, string output)
    {
        NameSupply.Insist(e.Names.Prefer(output), output);
        e.Place(op, inputs, [output], []);
    }

    private static Dimension[] Dimensions(long[] sizes) => [.. sizes.Select(s => Dimension.Of(s))];
}
