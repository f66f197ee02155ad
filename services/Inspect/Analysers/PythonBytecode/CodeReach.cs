using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.PythonBytecode;

/// <summary>The judgement of one thing that code reaches.</summary>
/// <param name="Severity">How bad.</param>
/// <param name="Does">What it does, in words that follow the name; empty where it is harmless.</param>
internal sealed record CodeReach(Severity Severity, string Does);
