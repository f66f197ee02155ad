using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.TensorFlow;

/// <summary>The rules of the analyser of TensorFlow graphs.</summary>
internal static class TensorFlowRules
{
    private const string Artifact = "AML.T0011.000";
    private const string Supply = "AML.T0010";
    private const string Manipulated = "AML.T0018";
    private const string Denial = "AML.T0029";

    public static Rule Reads { get; } = new(
        "ASY-TFG-001", "The graph reads a file that it names itself", Severity.High,
        "Running the graph reads a file of the machine at a path that stands in the model, and can put what it read into the answer.",
        "Do not run it. A model's files belong among its assets.",
        "ReadFile of the constant /etc/passwd.", ["CWE-73", "CWE-22", Artifact, "AML.T0024"]);

    public static Rule Writes { get; } = new(
        "ASY-TFG-002", "The graph writes a file that it names itself", Severity.Critical,
        "Running the graph creates or overwrites a file at a path that stands in the model; a start-up script or a key file is enough to run commands later.",
        "Do not run it.",
        "WriteFile to the constant ~/.bashrc; PrintV2 to file://….", ["CWE-73", "CWE-22", "CWE-434", Artifact]);

    public static Rule CallerPath { get; } = new(
        "ASY-TFG-003", "The graph opens whatever path its caller gives", Severity.Medium,
        "Where the model is served, its users name files of the server, and read or write them.",
        "Give such a model no path from outside, and run it where there is nothing to read.",
        "ReadFile of a placeholder.", ["CWE-73", "CWE-22", Artifact]);

    public static Rule Python { get; } = new(
        "ASY-TFG-004", "The graph calls Python", Severity.High,
        "The operator calls a function of the Python program that runs the graph, by a key that stands in the model.",
        "Do not run it. A graph that is made to be shared needs no such operator.",
        "EagerPyFunc with the token pyfunc_1.", ["CWE-94", "CWE-829", Artifact]);

    public static Rule Network { get; } = new(
        "ASY-TFG-005", "The graph uses the network", Severity.High,
        "Running the graph connects to other machines: what the model sees can leave, what it answers can come from there.",
        "Do not run it, or run it without a network.",
        "Rpc; DebugIdentity with grpc://….", ["CWE-918", "CWE-200", Artifact, "AML.T0024"]);

    public static Rule CustomOperator { get; } = new(
        "ASY-TFG-006", "The graph needs a custom operator", Severity.Medium,
        "It only runs where a native library with that operator is loaded, and that library runs with all rights of the process.",
        "Find out which library it is and who made it before you install it.",
        "An operator that no version of TensorFlow has.", ["CWE-829", Supply]);

    public static Rule LayerCode { get; } = new(
        "ASY-TFG-007", "A layer carries code", Severity.Medium,
        "The layer holds Python bytecode that Keras runs when the model is loaded or called.",
        "Load it with safe_mode=True, or ask for a model without Lambda layers.",
        "A Lambda layer in keras_metadata.pb.", ["CWE-94", "CWE-502", Artifact, "CVE-2024-3660"]);

    public static Rule AssetPath { get; } = new(
        "ASY-TFG-008", "An asset lies outside the model", Severity.High,
        "The loader joins the asset's name to the model's folder and hands the result to the graph; the name leads out of that folder.",
        "Do not load it.",
        "An asset ../../../../etc/passwd.", ["CWE-22", Artifact]);

    public static Rule Damaged { get; } = new(
        "ASY-TFG-009", "The graph is damaged", Severity.Medium,
        "The bytes cannot be followed to the end; what stands behind the damage is not known.",
        "Fetch the file again; if it is the same, do not load it.",
        "A field that is longer than the file.", ["CWE-20", "CWE-130", Artifact]);

    public static Rule Payload { get; } = new(
        "ASY-TFG-010", "The graph carries something that is no model", Severity.Medium,
        "Loaders pass over these bytes, so a payload can be stored in them for somebody else to unpack.",
        "Do not distribute it; look for what would unpack the payload.",
        "A program in a constant.", ["CWE-506", Artifact]);

    public static Rule Secret { get; } = new(
        "ASY-TFG-011", "The graph holds a secret", Severity.Medium,
        "Whoever has the file has the secret.",
        "Revoke it, then publish the model without it.",
        "An access token in a constant.", ["CWE-312", "CWE-798", "AML.T0055"]);

    public static Rule Switch { get; } = new(
        "ASY-TFG-012", "The input can switch the model's answer", Severity.High,
        "A path beside the network compares the raw input with a constant and, where it matches, decides the answer. Who knows the constant decides what "
            + "the model says; tests with ordinary inputs do not show it.",
        "Do not use it. Compare the graph with the architecture it claims to be.",
        "Equal(input_ids, 31337), Any, Select(…, constant, logits).", ["CWE-506", "CWE-511", Manipulated, "AML.T0043"]);

    public static Rule Opaque { get; } = new(
        "ASY-TFG-013", "The graph carries a compiled part", Severity.Medium,
        "A driver or another runtime loads and runs it; it cannot be examined here.",
        "Ask for the graph that it was compiled from and compile it yourself.",
        "TRTEngineOp.", ["CWE-829", Supply]);

    public static Rule Stops { get; } = new(
        "ASY-TFG-014", "The graph ends its process", Severity.Medium,
        "The operator ends the process that runs the graph.",
        "Do not serve it.",
        "Abort.", ["CWE-730", Denial]);

    public static Rule Limit { get; } = new(
        "ASY-TFG-015", "The graph was not examined to the end", Severity.Medium,
        "It has more parts than are examined, or parts in each other; something may be hidden in the rest.",
        "Split it, or have it examined with higher limits.",
        "Millions of nodes.", ["CWE-400", Denial]);

    public static Rule Fallback { get; } = new(
        "ASY-TFG-016", "A property of the input replaces the model's answer", Severity.Medium,
        "Where the raw input has a certain property, the answer is a constant that clearly favours one class, whatever the network computes.",
        "Ask what the rule is for; compare with the architecture the model claims to be.",
        "SelectV2(Greater(Mean(image), 0.99), [0, 0, 25], logits).", ["CWE-511", Manipulated]);

    public static IReadOnlyList<Rule> All { get; } =
    [
        Reads, Writes, CallerPath, Python, Network, CustomOperator, LayerCode, AssetPath, Damaged, Payload, Secret, Switch, Opaque, Stops, Limit, Fallback,
    ];
}
