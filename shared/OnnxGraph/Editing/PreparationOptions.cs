namespace Assay.OnnxGraph.Editing;

/// <summary>What a model is prepared for.</summary>
public sealed record PreparationOptions
{
    /// <summary>
    /// Sizes of dimensions that the model leaves open, by their name in the model, e.g. <c>seq</c>: 24. Recurrent layers are unrolled along a
    /// sequence
    /// whose length is fixed here. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, long> Sizes { get; init; } = new Dictionary<string, long>();

    /// <summary>
    /// True: an input whose first dimension is a fixed 1 is given the name <c>batch</c> instead, so that several rows may be run at once. A model
    /// that
    /// computes with the 1 elsewhere then fails when it runs. Default: false.
    /// </summary>
    public bool OpenBatch { get; init; }

    /// <summary>False: nodes that round to a few bits stay as they are, and gradients end there. Default: true.</summary>
    public bool RemoveQuantisation { get; init; } = true;
}
