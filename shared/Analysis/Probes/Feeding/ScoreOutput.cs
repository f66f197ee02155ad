namespace Assay.Analysis.Probes.Feeding;

/// <summary>The output that says what the model thinks.</summary>
/// <param name="Name">Of the output. Untrusted.</param>
/// <param name="Columns">Classes, tokens, or numbers of a vector. Some classes may never be answered.</param>
/// <param name="Kind">As measured, not as named.</param>
/// <param name="PerPosition">True for <c>[batch, sequence, columns]</c>.</param>
public sealed record ScoreOutput(string Name, int Columns, ScoreKind Kind, bool PerPosition);
