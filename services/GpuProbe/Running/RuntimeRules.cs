using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.GpuProbe.Running;

/// <summary>Rules about what a model does to the process that runs it; reported by the worker, from outside.</summary>
public static class RuntimeRules
{
    private static readonly string[] Memory = ["CWE-119", "CWE-787", "AML.T0011.000"];
    private static readonly string[] Exhaustion = ["CWE-400", "AML.T0029"];

    public static Rule Crashes { get; } = new("ASY-PRB-002", "The model crashes the runtime", Severity.High,
        "A model that ends the process it is loaded into takes the service down, and a crash in native code is often a memory error that an attacker can "
        + "turn into running code.",
        "Do not deploy the model. Where it is your own, update the runtime and report the crash to its makers.",
        "An operator reads outside its tensor and the process ends with a segmentation fault.", Memory);

    public static Rule Hangs { get; } = new("ASY-PRB-003", "The model does not come to an end", Severity.High,
        "One request to such a model occupies a worker for as long as it is let.",
        "Do not deploy the model before its loops are bounded. Where it is merely slow on this machine, raise GpuProbe:RunTime and GpuProbe:WallTime.",
        "A Loop whose condition is always true.", Exhaustion);

    public static Rule ExceedsMemory { get; } = new("ASY-PRB-004", "The model takes more memory than allowed", Severity.High,
        "A small file that asks for very much memory takes down the machine that loads it.",
        "Find out which operator asks for it. Where the model really needs it, raise GpuProbe:MemoryBytes.",
        "ConstantOfShape with a shape of 100 gigabytes.", Exhaustion);

    public static Rule BreaksProtocol { get; } = new("ASY-PRB-008", "The process that runs the model was tampered with", Severity.High,
        "After the model was loaded, the process spoke what its program never says: something else was running in it.",
        "Do not load the model anywhere; treat it as an attack until the contrary is shown.",
        "The child answers with a rule that no probe has.", Memory);

    public static IReadOnlyList<Rule> All { get; } = [Crashes, Hangs, ExceedsMemory, BreaksProtocol];
}
