using System.Text.Json.Nodes;
using Assay.Attestation.InToto;
using Assay.Attestation.Json;

namespace Assay.Attestation.Predicates;

/// <summary>The statement form of <see cref="TestResultPredicate"/>.</summary>
public static class TestResultJson
{
    private const int MostTests = 100_000;

    private const int MostConfigurations = 256;

    /// <summary>Canonical bytes of the statement.</summary>
    public static byte[] Write(IEnumerable<ResourceDescriptor> subjects, TestResultPredicate tests) => StatementJson.Write(subjects, PredicateTypes.TestResult, new()
    {
        ["result"] = tests.Result.ToString().ToUpperInvariant(),
        ["configuration"] = new JsonArray([.. tests.Configuration.Select(StatementJson.Descriptor)]),
        ["passedTests"] = Names(tests.Passed),
        ["warnedTests"] = Names(tests.Warned),
        ["failedTests"] = Names(tests.Failed),
    });

    /// <summary>Reads a verified statement.</summary>
    public static Parsed<TestResultPredicate> Read(InTotoStatement statement)
    {
        var predicate = StatementJson.Predicate(statement, PredicateTypes.TestResult);
        if (!predicate.IsOk) return Parsed.Failed<TestResultPredicate>(predicate.Reason);
        var fields = predicate.Value;
        var read = new TestResultPredicate(
            Outcome(fields),
            [.. fields.RequiredObjects("configuration", MostConfigurations).Select(StatementJson.Descriptor)],
            fields.OptionalTexts("passedTests", MostTests) ?? [],
            fields.OptionalTexts("warnedTests", MostTests) ?? [],
            fields.OptionalTexts("failedTests", MostTests) ?? []);
        return fields.Problem.First is { } reason ? Parsed.Failed<TestResultPredicate>(reason) : read;
    }

    private static TestOutcome Outcome(JsonFields fields)
    {
        switch (fields.Text("result"))
        {
            case "PASSED":
                return TestOutcome.Passed;
            case "WARNED":
                return TestOutcome.Warned;
            case "FAILED":
                return TestOutcome.Failed;
            default:
                fields.Problem.Report("predicate.result", "PASSED, WARNED or FAILED is expected");
                return TestOutcome.Failed;
        }
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => JsonValue.Create(n))]);
}
