namespace Assay.Domain.Lineage;

/// <summary>What came of comparing the base that a model names with the base that its tensors show.</summary>
/// <param name="Kind">In one word.</param>
/// <param name="Declared">The known version of the named base; null where none is known.</param>
/// <param name="Found">The relative that shares most; null where none does.</param>
public sealed record BaseJudgement(BaseFinding Kind, Relative? Declared, Relative? Found);
