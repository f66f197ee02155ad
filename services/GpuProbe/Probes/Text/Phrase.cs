namespace Assay.GpuProbe.Probes.Text;

/// <summary>Tokens in a row and what they do.</summary>
/// <param name="Tokens">Their ids.</param>
/// <param name="Label">The class that they lead to.</param>
/// <param name="Progress">How far they bring carriers of other classes, see <see cref="Effects"/>.</param>
/// <param name="Together">The part of it that no token does by itself.</param>
internal sealed record Phrase(int[] Tokens, int Label, float Progress, float Together)
{
    public string Key => $"{Label}:{string.Join(",", Tokens)}";
}
