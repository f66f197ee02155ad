namespace Assay.GpuProbe.Probes.Graph;

/// <summary>What changing an element did.</summary>
/// <param name="Candidate">The element.</param>
/// <param name="Delta">What was added; 1 for a truth value that was turned around.</param>
/// <param name="Inputs">How many inputs it was tried on.</param>
/// <param name="Label">The answer that most got.</param>
/// <param name="Share">Their share.</param>
/// <param name="Changed">Share of inputs whose answer was another before.</param>
/// <param name="Before">Share of inputs that had this answer before.</param>
/// <param name="Certainty">The usual probability of the answer, after.</param>
internal sealed record Effect(Candidate Candidate, float Delta, int Inputs, int Label, double Share, double Changed, double Before, double Certainty)
{
    /// <summary>One answer for nearly all inputs, a certain one, and for many of them another than before.</summary>
    public bool Dominates => Share >= 0.95 && Certainty >= 0.6 && Before <= 0.6;
}
