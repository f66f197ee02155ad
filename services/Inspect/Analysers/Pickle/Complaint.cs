using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>What is wrong with the arguments of a harmless callable.</summary>
/// <param name="Severity">How bad.</param>
/// <param name="Words">In words that follow "but".</param>
internal sealed record Complaint(Severity Severity, string Words);
