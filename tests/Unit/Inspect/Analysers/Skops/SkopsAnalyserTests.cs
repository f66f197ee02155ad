using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Skops;

namespace Assay.Tests.Unit.Inspect.Analysers.Skops;

public sealed class SkopsAnalyserTests
{
    private static Task<TestBedResult> Run(string json) =>
        TestBed.For(new SkopsAnalyser()).WithBytes(Encoding.UTF8.GetBytes(json)).RunAsync(TestContext.Current.CancellationToken);

    private static string Node(string loader, string module, string name, string rest = "\"content\": {}") =>
        $"{{\"__class__\": \"{name}\", \"__module__\": \"{module}\", \"__loader__\": \"{loader}\", {rest}}}";

    private static string Inside(string node) => Node("DictNode", "builtins", "dict", "\"content\": {\"a\": " + node + "}");

    [Fact]
    public async Task A_file_outside_the_archive_is_medium() =>
        (await Run(Inside(Node("NdArrayNode", "numpy", "ndarray", "\"type\": \"numpy\", \"file\": \"../../x.npy\"")))).Of("ASY-SKO-006").Severity.ShouldBe(Severity.Medium);

    public static TheoryData<string> Honest =>
    [
        Inside(Node("ObjectNode", "sklearn.linear_model._logistic", "LogisticRegression")),
        Inside(Node("NdArrayNode", "numpy", "ndarray", "\"type\": \"numpy\", \"file\": \"1.npy\"")),
        Inside(Node("TypeNode", "builtins", "type", "\"content\": {\"__class__\": \"float64\", \"__module__\": \"numpy\"}")),
        Inside(Node("FunctionNode", "numpy", "sqrt", "\"content\": {\"module_path\": \"numpy\", \"function\": \"sqrt\"}")),
        Inside(Node("OperatorFuncNode", "operator", "itemgetter", "\"attrs\": {\"content\": [0]}")),
        Inside(Node("SparseMatrixNode", "scipy.sparse._csr", "csr_matrix", "\"type\": \"scipy\", \"file\": \"2.npz\"")),
        Inside(Node("JsonNode", "builtins", "str", "\"content\": \"\\\"os.system\\\"\"")),
        "{\"version\": \"1.0\", \"protocol\": \"3\"}",
        "{\"note\": \"__class__ is a word\", \"os\": \"posix.system\"}",
    ];

    [Theory]
    [MemberData(nameof(Honest))]
    public async Task An_honest_schema_is_no_finding(string json) => (await Run(json)).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("FunctionNode", "posix", "system")]
    [InlineData("ObjectNode", "subprocess", "Popen")]
    [InlineData("TypeNode", "os", "system")]
    [InlineData("ListNode", "builtins", "eval")]
    [InlineData("PartialNode", "random", "_os.system")]
    public async Task A_name_that_runs_something_is_critical_under_every_kind_of_node(string loader, string module, string name) =>
        (await Run(Inside(Node(loader, module, name)))).Of("ASY-SKO-001").Severity.ShouldBe(Severity.Critical);

    [Fact]
    public async Task An_operator_that_is_none_is_a_mismatch() =>
        (await Run(Inside(Node("OperatorFuncNode", "sklearn.base", "call", "\"attrs\": []")))).Of("ASY-SKO-003").Severity.ShouldBe(Severity.High);

    [Fact]
    public async Task A_getter_of_internals_is_high() =>
        (await Run(Inside(Node("OperatorFuncNode", "operator", "attrgetter", "\"attrs\": {\"content\": [\"__globals__\"]}")))).Of("ASY-SKO-002")
            .Severity.ShouldBe(Severity.High);

    [Fact]
    public async Task A_method_is_taken_from_the_type_that_is_stated()
    {
        var other = Node("ObjectNode", "sklearn.svm._classes", "SVC");
        var honest = "\"content\": {\"func\": \"predict\", \"obj\": " + other + "}";
        (await Run(Inside(Node("MethodNode", "sklearn.svm._classes", "SVC", honest)))).Findings.ShouldBeEmpty();
        (await Run(Inside(Node("MethodNode", "sklearn.base", "BaseEstimator", honest)))).Of("ASY-SKO-003").Severity.ShouldBe(Severity.High);
        var dotted = "\"content\": {\"func\": \"predict.__globals__\", \"obj\": " + other + "}";
        (await Run(Inside(Node("MethodNode", "sklearn.svm._classes", "SVC", dotted)))).Of("ASY-SKO-002").Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public async Task Unknown_types_and_kinds_of_nodes_are_suspicious()
    {
        (await Run(Inside(Node("ObjectNode", "my_package", "Net")))).Of("ASY-SKO-004").Severity.ShouldBe(Severity.Medium);
        (await Run(Inside(Node("EvalNode", "builtins", "dict")))).Of("ASY-SKO-005").Severity.ShouldBe(Severity.Medium);
    }

    [Fact]
    public async Task Members_that_are_there_twice_are_judged_both_ways()
    {
        var result = await Run("{\"__class__\": \"system\", \"__module__\": \"os\", \"__module__\": \"sklearn.base\", \"__loader__\": \"FunctionNode\"}");
        result.Of("ASY-SKO-006").Severity.ShouldBe(Severity.Medium);
        result.Worst.ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task A_schema_that_is_cut_is_judged_as_far_as_it_goes()
    {
        var json = Inside(Node("FunctionNode", "posix", "system"));
        (await Run(json[..^2])).Worst.ShouldBe(Severity.Critical);
        for (var length = 0; length < json.Length; length++) await Run(json[..length]);
    }
}
