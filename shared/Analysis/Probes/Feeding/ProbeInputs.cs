namespace Assay.Analysis.Probes.Feeding;

/// <summary>Inputs in a form that does not depend on the model: <see cref="ModelRunner"/> turns them into what the model takes.</summary>
public abstract record ProbeInputs
{
    /// <summary>How many inputs there are.</summary>
    public abstract int Count { get; }
}
