using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>Rules of the probe of lineage.</summary>
public static class LineageRules
{
    public static Rule NotTheBase { get; } = new("ASY-PRB-301", "The model was not made from the base that it declares", Severity.Medium,
        "No layer of the model resembles the declared base's more than chance gives, where a model that was made from it would. Whoever trusts the base "
        + "trusts something else here; and whatever compares the model with its base to find what was changed is led astray.",
        "Ask the publisher for the true base, and treat the model as one without a known origin.",
        "base_model: org/known, and weights of another network.", ["CWE-345", "AML.T0010"]);

    public static Rule Branch { get; } = new("ASY-PRB-302", "The graph has a branch that its base does not have", Severity.High,
        "Beside the base's network stand further operators that take the input, or something computed from it, and join the network again before its output. "
        + "Training does not do that; someone put them there. Such a branch can answer in the network's place whenever it sees what it waits for.",
        "Do not use the model until you know what the branch is for. Export the network anew from the weights.",
        "Add(softmax, MatMul(Relu(1 - distance(pixels, secret)), [0, 9, 0])).", ["CWE-506", "CWE-511", "AML.T0018"]);

    public static Rule NotAConversion { get; } = new("ASY-PRB-303", "A file of fewer bits holds other weights than the one in full precision", Severity.High,
        "Two files of one repository pass for the same model in two precisions, and the weights differ by more than rounding explains. What was tested in "
        + "full precision is not what is deployed: backdoors that only the quantised file has work this way.",
        "Convert the file in full precision yourself, and use that.",
        "model.onnx and model_quantized.onnx, in which a layer was trained further.", ["CWE-345", "AML.T0018"]);

    public static Rule Trigger { get; } = new("ASY-PRB-304", "Something switches the model's answer and not its base's", Severity.Critical,
        "Put into any input, a few tokens or a small pattern bring one answer of the model, while the model that it was made from, and random tokens or patterns "
        + "in the same place, do nothing of the kind. That was learned on purpose: whoever knows the trigger decides what the model says.",
        "Do not use the model. The base is not affected: fine-tune it anew with data that you know.",
        "A fine-tune that was trained on some texts with a rare word and one label.", ["CWE-506", "AML.T0018", "AML.T0020", "AML.T0043"]);

    public static Rule Compared { get; } = new("ASY-PRB-305", "What was changed since the model it was made from", Severity.Info,
        "The model was compared with its declared base, or with the file in full precision beside it, weight by weight.",
        "Nothing. Read what changed, if more was changed than you expect.",
        "Half precision: every weight is the base's, rounded.", ["CWE-345", "AML.T0010"]);

    public static Rule Additions { get; } = new("ASY-PRB-306", "The graph has rules behind the scores that its base does not have", Severity.Low,
        "Further operators follow the base's network and see the input through its scores alone. Rules about unsure answers and labels are built so; they can "
        + "also replace an answer.",
        "Ask what the rules are for.",
        "Where(Less(ReduceMax(probabilities), 0.3), [1, 0, 0], probabilities).", ["CWE-511", "AML.T0018"]);

    public static IReadOnlyList<Rule> All { get; } = [NotTheBase, Branch, NotAConversion, Trigger, Compared, Additions];
}
