using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Editing;

/// <summary>What is put in the place of a value that is forced.</summary>
public sealed class Forcing
{
    private readonly Func<NodeEmitter, string, ValueFact, string> _emit;

    private Forcing(string text, Func<NodeEmitter, string, ValueFact, string> emit) => (Text, _emit) = (text, emit);

    /// <summary>What is done, for evidence: <c>not</c>, <c>+1000</c>, <c>=0</c>.</summary>
    public string Text { get; }

    /// <summary>The opposite truth value.</summary>
    public static Forcing Not { get; } = new("not", (e, value, fact) => fact.Type == ElementType.Bool
        ? e.Add("Not", value)
        : throw new GraphRefusal($"'{value}' is {fact.Type} and has no opposite."));

    /// <summary>A number added to every element.</summary>
    public static Forcing Add(float number) => new(FormattableString.Invariant($"+{number}"), (e, value, fact) =>
        e.Add("Add", value, Literal(e, number, fact)));

    /// <summary>One number or truth value for every element.</summary>
    public static Forcing Constant(float number) => new(FormattableString.Invariant($"={number}"), (e, value, fact) =>
        e.Add("Expand", Literal(e, number, fact), e.Add("Shape", value)));

    public override string ToString() => Text;

    internal string Emit(NodeEmitter emitter, string value, ValueFact fact) => _emit(emitter, value, fact);

    private static string Literal(NodeEmitter emitter, float number, ValueFact fact) => fact.Type switch
    {
        _ when fact.Type.IsReal() => emitter.Constant(TensorConstant.OfReals(fact.Type, [], [number])),
        _ when fact.Type.IsWhole() => emitter.Constant(TensorConstant.OfWhole(fact.Type, [], [(long)number])),
        _ => throw new GraphRefusal($"A value of {fact.Type} cannot be forced."),
    };
}
