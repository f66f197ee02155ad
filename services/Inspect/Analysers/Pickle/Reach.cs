namespace Assay.Inspect.Analysers.Pickle;

/// <summary>The judgement of one import.</summary>
/// <param name="Kind">How bad it may be.</param>
/// <param name="Name">The name under which loading finds it, aliases resolved.</param>
/// <param name="Does">What it does, in words that follow the name; null where nothing is known.</param>
/// <param name="Arguments">What its arguments have to be, where it is harmless.</param>
/// <param name="IsVouched">True for a function of a package whose classes are harmless: to refer to it is fine, to call it is not.</param>
/// <param name="IsMember">True for a member of a harmless class: to have it is fine, to call it is not.</param>
internal sealed record Reach(ReachKind Kind, string Name, string? Does, ArgumentRule Arguments, bool IsMember = false, bool IsVouched = false);
