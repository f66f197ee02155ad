using Assay.Contracts.Values;
using Assay.Domain.Facts;

namespace Assay.Reporting.Api.Shapes;

/// <summary>An analyser or probe that the workers of this installation offer.</summary>
/// <param name="Id">E.g. <c>pickle</c>.</param>
/// <param name="Version">Raised whenever its behaviour changes.</param>
/// <param name="Stage">The service that runs it.</param>
/// <param name="Maturity">How much its word counts: shadow, advisory or enforcing.</param>
/// <param name="Accepts">Formats that it examines; <c>*</c> for all.</param>
public sealed record AnalyserView(string Id, int Version, Stage Stage, Maturity Maturity, IReadOnlyList<string> Accepts)
{
    internal static AnalyserView Of(AnalyserDescriptor analyser) =>
        new(analyser.Id, analyser.Version, analyser.Stage, analyser.Maturity, analyser.Accepts);
}
