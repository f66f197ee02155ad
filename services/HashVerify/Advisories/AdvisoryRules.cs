using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.HashVerify.Advisories;

/// <summary>Rules about what advisories say. The severity of a finding follows from the advisory's.</summary>
public static class AdvisoryRules
{
    private static readonly string[] _references = ["CWE-1395", "AML.T0010.003", "AML.T0058"];

    public static Rule Exact { get; } = new(
        "ASY-ADV-001",
        "An advisory names this very content or version",
        Severity.Critical,
        "Somebody has found out what is wrong with exactly these bytes, this version or this repository, and has said so. Weights cannot be patched: every copy "
        + "has the flaw, under whatever name. The finding is as severe as the advisory says.",
        "Do not deploy. Use the replacement where the advisory names one, and remove what is deployed already: `assay advisory affected ID` lists it.",
        "ASY-ADV-2026-0001 names the SHA-256 of model.safetensors; a copy of the file is scanned.",
        _references);

    public static Rule SameTensors { get; } = new(
        "ASY-ADV-002",
        "It holds the tensors that an advisory names",
        Severity.High,
        "The file is another one, and its numbers are those of a file or tensor that an advisory names: repackaged, converted without change, or with layers added. "
        + "What is wrong with the numbers is wrong here. One step less severe than the advisory, since what was changed may matter.",
        "Treat it as affected until somebody has shown that it is not; ask the advisory's issuer to name it or to say that it is unaffected.",
        "An affected model.safetensors was split into shards: other digests, the same tensors.",
        _references);

    public static Rule DeclaredDescent { get; } = new(
        "ASY-ADV-003",
        "It says that it was made from a model that an advisory names",
        Severity.Medium,
        "The model names an affected model as its base. A fine-tune or a quantisation may have kept the flaw or lost it, and what a model says of its base "
        + "is not checked. Medium or low, so that it never rejects a model by itself.",
        "Read the advisory, and ask the publisher whether this model has the flaw. `assay lineage` shows how much of the base it really holds.",
        "README.md says base_model: org/base, and an advisory names pkg:huggingface/org/base.",
        _references);

    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Exact, SameTensors, DeclaredDescent];
}
