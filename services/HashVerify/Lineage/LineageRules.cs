using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.HashVerify.Lineage;

/// <summary>What the tensors of a model say of where it comes from, beside what it says itself.</summary>
public static class LineageRules
{
    public static Rule Confirmed { get; } = new(
        "ASY-LIN-001",
        "The declared base shares tensors",
        Severity.Info,
        "The model names a base, and tensors of a known version of that base are in it, byte for byte. What is known of the base (advisories, licence, "
        + "findings) bears on this model.",
        "Nothing. See the base's own report.",
        "README.md says base_model: org/base, and 120 of 291 tensors are those of org/base.",
        ["CWE-1357", "AML.T0010.003"]);

    public static Rule Contradicted { get; } = new(
        "ASY-LIN-002",
        "The declared base is not the one whose tensors it holds",
        Severity.Medium,
        "The model names a base that is known here and has tensors of the same types and shapes, yet shares none of them, while most of its bytes are another "
        + "model's. Whoever trusts it for the base's name trusts something else. There are honest reasons: a fine-tune of all layers that was passed on, "
        + "or a base that was published again.",
        "Ask the publisher which model it was made from, and judge it by the one whose tensors it holds.",
        "README.md says base_model: org/base, but every tensor is that of other/model.",
        ["CWE-345", "AML.T0010.003", "AML.T0058"]);

    public static Rule Unnamed { get; } = new(
        "ASY-LIN-003",
        "It holds tensors of a model that it does not name",
        Severity.Info,
        "Tensors of another known model are in this one, byte for byte, and nothing that it says names that model. What is known of the other (advisories, "
        + "licence, findings) bears on this one.",
        "Look at the other model's report and licence.",
        "A model without a declared base has 290 of 291 tensors of org/base.",
        ["CWE-1357", "AML.T0010.003"]);

    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Confirmed, Contradicted, Unnamed];
}
