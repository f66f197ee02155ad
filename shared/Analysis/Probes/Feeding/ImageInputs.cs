namespace Assay.Analysis.Probes.Feeding;

/// <summary>Images as intensities from 0 to 1: image after image, in each channel after channel, row after row.</summary>
public sealed record ImageInputs : ProbeInputs
{
    /// <param name="values">The intensities; the array is not copied.</param>
    /// <param name="size">Numbers of one image (<see cref="ImageInput.Size"/>).</param>
    public ImageInputs(float[] values, int size)
    {
        if (size <= 0 || values.Length % size != 0) throw new ArgumentException($"{values.Length} numbers are no whole images of {size}.", nameof(values));
        (Values, Size) = (values, size);
    }

    public float[] Values { get; }

    public int Size { get; }

    public override int Count => Values.Length / Size;

    /// <summary>One image.</summary>
    public Span<float> this[int index] => Values.AsSpan(index * Size, Size);
}
