namespace Assay.GpuProbe.Probes.Image;

/// <summary>Images that stand for inputs of the model's classes, made without data.</summary>
/// <param name="Values">Intensities from 0 to 1, image after image, channels first.</param>
/// <param name="Wanted">The class that each image was made for.</param>
/// <param name="Answers">The model's answer to each image.</param>
/// <param name="Size">Numbers of one image.</param>
internal sealed record Carriers(float[] Values, int[] Wanted, int[] Answers, int Size)
{
    public int Count => Wanted.Length;

    public ReadOnlySpan<float> this[int index] => Values.AsSpan(index * Size, Size);

    /// <summary>Share of images that the model takes for what they were made for.</summary>
    public double Reached => Count == 0 ? 0 : Enumerable.Range(0, Count).Count(i => Wanted[i] == Answers[i]) / (double)Count;

    /// <summary>
    /// Classes that the model answers to at least half of the images made for them. Outputs that were never trained are not among them.
    /// </summary>
    public IReadOnlyList<int> Alive => [.. Enumerable.Range(0, Count).GroupBy(i => Wanted[i])
        .Where(g => g.Count(i => Answers[i] == g.Key) * 2 >= g.Count()).Select(g => g.Key).Order()];

    /// <summary>These images and others.</summary>
    public Carriers With(Carriers more) => new([.. Values, .. more.Values], [.. Wanted, .. more.Wanted], [.. Answers, .. more.Answers], Size);

    /// <summary>The images that were made for some classes.</summary>
    public Carriers Only(IReadOnlySet<int> classes) => Where(i => classes.Contains(Wanted[i]));

    /// <summary>The images of some indices.</summary>
    public Carriers Where(Func<int, bool> chosen)
    {
        int[] kept = [.. Enumerable.Range(0, Count).Where(chosen)];
        var values = new float[kept.Length * Size];
        for (var i = 0; i < kept.Length; i++) this[kept[i]].CopyTo(values.AsSpan(i * Size));
        return new(values, [.. kept.Select(i => Wanted[i])], [.. kept.Select(i => Answers[i])], Size);
    }

    /// <summary>Indices of the images whose answer is another class.</summary>
    public int[] NotAnswering(int target) => [.. Enumerable.Range(0, Count).Where(i => Answers[i] != target)];

    /// <summary>Indices of the images that were made for a class and are answered so; all that were made for it where none is.</summary>
    public int[] Of(int source)
    {
        int[] right = [.. Enumerable.Range(0, Count).Where(i => Wanted[i] == source && Answers[i] == source)];
        return right.Length > 0 ? right : [.. Enumerable.Range(0, Count).Where(i => Wanted[i] == source)];
    }
}
