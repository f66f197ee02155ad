using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Onnx;

/// <summary>The rules of the ONNX analyser.</summary>
internal static class OnnxRules
{
    private const string Artifact = "AML.T0011.000";
    private const string Supply = "AML.T0010";
    private const string Manipulated = "AML.T0018";
    private const string Denial = "AML.T0029";

    public static Rule OutsideFile { get; } = new(
        "ASY-ONX-001", "A tensor's data is read from outside the model", Severity.High,
        "The model names a file that is not beside it. Loading reads that file, and the model's answers, or a copy that is saved, give its bytes away.",
        "Do not load it. An honest model names a file beside itself, without any folder above.",
        "external_data location = ../../../etc/passwd.",
        ["CWE-22", "CWE-73", Artifact, "CVE-2022-25882", "CVE-2024-27318", "CVE-2024-5187", "CVE-2025-51480"]);

    public static Rule OddExternal { get; } = new(
        "ASY-ONX-002", "External data is described as no writer does", Severity.Medium,
        "Loaders disagree about such a description: one sets attributes from unknown keys, one reads beyond the file, one ignores it.",
        "Do not load it before its publisher has explained it; fetch the model again if it should be damaged.",
        "A key __class__, offset = -8, length = 9223372036854775807.",
        ["CWE-20", "CWE-190", "CWE-915", Artifact, "CVE-2026-34445"]);

    public static Rule RunsCode { get; } = new(
        "ASY-ONX-003", "An operator runs code or reaches the network", Severity.Critical,
        "The operator calls Python, a script, a command, a library or an address that the model names.",
        "Do not load it. A network's computation needs no such operator.",
        "PyOp with module = os, compute = system.", ["CWE-94", "CWE-829", Artifact]);

    public static Rule CustomOperator { get; } = new(
        "ASY-ONX-004", "The model needs a custom operator", Severity.Medium,
        "It only runs where a native library with that operator is loaded, and that library runs with all rights of the process.",
        "Find out which library it is and who made it before you install it.",
        "An operator of the domain com.example.", ["CWE-829", Supply]);

    public static Rule UnknownOperator { get; } = new(
        "ASY-ONX-005", "The standard has no such operator", Severity.Medium,
        "The node claims to be a standard operator, but no version of the standard has it: it works only where somebody has added it.",
        "Ask the publisher where the operator comes from.",
        "An operator Frobnicate without a domain.", ["CWE-829", Supply]);

    public static Rule Override { get; } = new(
        "ASY-ONX-006", "The model redefines an operator", Severity.High,
        "A function of the model has the name of an operator of the runtime. Readers see a harmless operator; some runtimes run the function instead.",
        "Do not use it before you have read the function.",
        "A function Relu of the standard domain.", ["CWE-471", Manipulated]);

    public static Rule FunctionCycle { get; } = new(
        "ASY-ONX-007", "The model's functions do not come to an end", Severity.Medium,
        "Functions that call each other in a circle make loaders expand them until the memory or the stack is used up.",
        "Do not load it.",
        "A function F whose body calls F.", ["CWE-674", Denial]);

    public static Rule Bomb { get; } = new(
        "ASY-ONX-008", "The model is built to exhaust its loader", Severity.Medium,
        "Its nesting, its numbers or its shapes are far beyond those of any network: loading takes all memory, all time or the stack.",
        "Do not load it.",
        "120 graphs in each other; a tensor of 2^62 elements without data.", ["CWE-400", "CWE-674", "CWE-789", Denial]);

    public static Rule Damaged { get; } = new(
        "ASY-ONX-009", "The model is damaged", Severity.Medium,
        "The bytes cannot be followed to the end. Some loaders refuse it, some read the part before the damage; what stands behind it is not known.",
        "Fetch the file again; if it is the same, do not load it.",
        "A field that is longer than the file.", ["CWE-20", "CWE-130", Artifact]);

    public static Rule Payload { get; } = new(
        "ASY-ONX-010", "The model carries something that is no model", Severity.Medium,
        "Loaders pass over these bytes, so a payload can be stored in them for somebody else to unpack.",
        "Do not distribute it; look for what would unpack the payload.",
        "A program in a tensor; a pickle in the metadata.", ["CWE-506", Artifact]);

    public static Rule Command { get; } = new(
        "ASY-ONX-021", "A text of the model is a command or names a library", Severity.High,
        "Metadata and descriptions are for people. A value that is nothing but a command, code or a native library waits for something that will run or load it.",
        "Do not load it before its publisher has explained it.",
        "metadata_props hook = os.system('…').", ["CWE-94", "CWE-506", Artifact]);

    public static Rule Secret { get; } = new(
        "ASY-ONX-011", "The model's metadata holds a secret", Severity.Medium,
        "Whoever has the file has the secret.",
        "Revoke it, then publish the model without it.",
        "An access token in metadata_props.", ["CWE-312", "CWE-798", "AML.T0055"]);

    public static Rule Switch { get; } = new(
        "ASY-ONX-012", "The input can switch the model's answer", Severity.High,
        "A path beside the network compares the raw input with a constant and, where it matches, decides the answer. Who knows the constant decides what "
            + "the model says; tests with ordinary inputs do not show it.",
        "Do not use it. Compare the graph with the architecture it claims to be.",
        "Equal(input_ids, 31337), ReduceMax, Where(…, constant, logits).", ["CWE-506", "CWE-511", Manipulated, "AML.T0043"]);

    public static Rule External { get; } = new(
        "ASY-ONX-013", "The tensors' data is in other files", Severity.Info,
        "The model is not whole without them, and what they hold decides its answers.",
        "Keep them together and check their hashes as well.",
        "external_data location = model.onnx_data.", ["CWE-353", Supply]);

    public static Rule ExternalAbsent { get; } = new(
        "ASY-ONX-020", "The file with the tensors' data is not there", Severity.Medium,
        "The model was not examined whole: whatever file of that name is put beside it later decides its answers.",
        "Fetch the complete model, and scan it again as a folder.",
        "external_data location = model.onnx_data, and no such file.", ["CWE-353", "CWE-829", Supply]);

    public static Rule OddTensor { get; } = new(
        "ASY-ONX-014", "A tensor says two things", Severity.Medium,
        "Its data is stored twice, or its size is not that of its shape. Loaders take the one or the other, so a scanner can see other weights than you run.",
        "Ask for a model that was written by a known exporter.",
        "raw_data and float_data in one tensor.", ["CWE-20", "CWE-436", Manipulated]);

    public static Rule Fallback { get; } = new(
        "ASY-ONX-015", "A property of the input replaces the model's answer", Severity.Medium,
        "Where the raw input has a certain property, the answer is a constant that clearly favours one class, whatever the network computes.",
        "Ask what the rule is for; compare with the architecture the model claims to be.",
        "Where(Greater(ReduceMean(image), 0.99), [0, 0, 25], logits).", ["CWE-511", Manipulated]);

    public static Rule Limit { get; } = new(
        "ASY-ONX-016", "The model was not examined to the end", Severity.Medium,
        "It has more parts than are examined; something may be hidden in the rest.",
        "Split it, or have it examined with higher limits.",
        "A million nodes.", ["CWE-400", Denial]);

    public static Rule Opaque { get; } = new(
        "ASY-ONX-017", "The model carries a compiled blob", Severity.Medium,
        "A device's driver or another runtime loads and runs it; it cannot be examined here.",
        "Ask for the model that it was compiled from and compile it yourself.",
        "com.microsoft.EPContext.", ["CWE-829", Supply]);

    public static IReadOnlyList<Rule> All { get; } =
    [
        OutsideFile, OddExternal, ExternalAbsent, RunsCode, CustomOperator, UnknownOperator, Override, FunctionCycle, Bomb, Damaged, Payload, Command, Secret, Switch, External, OddTensor,
        Fallback, Limit, Opaque,
    ];
}
