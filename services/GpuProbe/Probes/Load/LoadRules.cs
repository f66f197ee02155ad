using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.GpuProbe.Running;

namespace Assay.GpuProbe.Probes.Load;

/// <summary>Rules of the load probe.</summary>
public static class LoadRules
{
    public static Rule CannotLoad { get; } = new("ASY-PRB-001", "The model cannot be run", Severity.Medium,
        "A model that the reference runtime refuses is damaged, incomplete or made for something else; what another loader makes of it was not examined.",
        "Get the whole model again, with the files it refers to, or find out which runtime it is made for.",
        "A file that was cut off.", ["CWE-20", "AML.T0029"]);

    public static Rule NonFinite { get; } = new("ASY-PRB-005", "The model computes values that are not numbers", Severity.Low,
        "Not-a-number and infinity spread through whatever uses the output, and comparisons with them are always false, which can switch off a check.",
        "Try the model with the inputs it is made for; do not deploy it where they give such values too.",
        "A division of zero by zero.", ["CWE-682", "AML.T0031"]);

    public static Rule Constant { get; } = new("ASY-PRB-006", "The model's output does not depend on its input", Severity.Low,
        "Such a model is broken or a placeholder, or it answers with something that was put into it.",
        "Try the model with the inputs it is made for; do not deploy it where the output stays the same.",
        "A graph that returns one of its weights.", ["CWE-1025", "AML.T0031"]);

    public static Rule CustomOperators { get; } = new("ASY-PRB-007", "The model needs operators that are not in the runtime", Severity.Medium,
        "Custom operators come as native libraries that are loaded into the process of whoever runs the model.",
        "Do not load the library that comes with the model unless you have built it yourself; ask for a model made of standard operators.",
        "A node of the domain com.example.", ["CWE-829", "AML.T0011.000"]);

    public static IReadOnlyList<Rule> All { get; } = [CannotLoad, .. RuntimeRules.All, NonFinite, Constant, CustomOperators];
}
