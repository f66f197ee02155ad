namespace Assay.Attestation.Predicates;

/// <summary>What one suite of probes found (in-toto attestation framework, predicate test-result 0.1).</summary>
/// <param name="Result">Of the whole suite.</param>
/// <param name="Configuration">What it was run with, by digest.</param>
/// <param name="Passed">Statistics without a finding.</param>
/// <param name="Warned">Rules that found something which needs a look.</param>
/// <param name="Failed">Rules that found something which speaks against the model.</param>
public sealed record TestResultPredicate(
    TestOutcome Result, IReadOnlyList<ResourceDescriptor> Configuration, IReadOnlyList<string> Passed, IReadOnlyList<string> Warned, IReadOnlyList<string> Failed);
