using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Containers.Numpy;

/// <summary>What can be wrong with an array file, besides what can be wrong with any container.</summary>
internal static class NumpyRules
{
    public static Rule Expression { get; } = new(
        "ASY-PKL-020", "The header of an array is an expression", Severity.High,
        "The header has to be a dictionary of literals. Readers that evaluate it as Python, as some do, run what stands in it.",
        "Do not load it. numpy.save writes no such header.",
        "{'descr': __import__('os').system('…'), …} in an .npy file.", ["CWE-95", "CWE-502", "AML.T0011.000"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Expression];
}
