using Assay.Contracts.Findings;

namespace Assay.HashVerify.Sources;

/// <summary>What a source knows of a version.</summary>
/// <param name="Statements">About single files.</param>
/// <param name="Findings">About the version, or about the source itself.</param>
/// <param name="Notes">For the reader of the report, one sentence each.</param>
public sealed record SourceAnswer(IReadOnlyList<Statement> Statements, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Notes)
{
    /// <summary>The source has nothing to say.</summary>
    public static SourceAnswer Nothing { get; } = new([], [], []);

    public static SourceAnswer Of(IReadOnlyList<Statement> statements) => new(statements, [], []);
}
