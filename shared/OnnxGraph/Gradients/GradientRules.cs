using Assay.OnnxGraph.Gradients.Rules;

namespace Assay.OnnxGraph.Gradients;

/// <summary>The rules by operator. Found in the assembly: a new rule is a new class and nothing else.</summary>
public sealed class GradientRules
{
    /// <summary>Operators whose outputs do not change when their inputs change a little, or are whole numbers: gradients end there.</summary>
    private static readonly string[] Flat =
    [
        "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "And", "Or", "Xor", "Not", "ArgMax", "ArgMin", "Shape", "Size", "NonZero",
            "Sign", "Floor",
        "Ceil", "Round", "IsNaN", "IsInf", "ConstantOfShape", "EyeLike", "NonMaxSuppression", "OneHot", "RandomNormalLike", "RandomUniformLike",
            "Bernoulli",
        "QuantizeLinear", "Unique", "Hardmax",
    ];

    private readonly Dictionary<string, IGradientRule> _rules = new(StringComparer.Ordinal);

    private GradientRules(IEnumerable<IGradientRule> rules)
    {
        foreach (var rule in rules)
        {
            foreach (var op in rule.Operators) _rules.Add(op, rule);
        }
    }

    /// <summary>Every rule of this assembly.</summary>
    public static GradientRules All { get; } = new(typeof(GradientRules).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IGradientRule).IsAssignableFrom(t) && t != typeof(UnaryRule))
        .Select(t => (IGradientRule)Activator.CreateInstance(t)!)
        .Concat(UnaryRule.All));

    /// <summary>Operators with a rule, in order.</summary>
    public IReadOnlyList<string> Operators => [.. _rules.Keys.Order(StringComparer.Ordinal)];

    public IGradientRule? Of(string op) => _rules.GetValueOrDefault(op);

    /// <summary>True where gradients end without being wrong.</summary>
    public static bool IsFlat(string op) => Flat.Contains(op);
}
