using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.PythonBytecode;

/// <summary>What a piece of Python bytecode would do.</summary>
/// <param name="Severity">
/// Critical: runs commands or code. High: reaches files, the network or Python's internals. Medium: something of which nothing is known, or bytecode that
/// cannot be followed. Low: computes, and no more.
/// </param>
/// <param name="Words">What it does, to follow "The code": <c>calls os.system('…'), which runs a command</c>. Already quoted.</param>
/// <param name="Evidence">The gravest things first, quoted and bounded.</param>
public sealed record BytecodeReport(Severity Severity, string Words, IReadOnlyList<Evidence> Evidence);
