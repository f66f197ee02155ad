using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>A classifier in the form that gradients are built from.</summary>
/// <param name="Model">Its only output is <see cref="Logits"/>.</param>
/// <param name="Image">How it is fed.</param>
/// <param name="Classes">Numbers of a row of scores.</param>
internal sealed record ImageClassifier(PreparedModel Model, ImageInput Image, int Classes)
{
    /// <summary>The output: scores before a softmax, a row for each image.</summary>
    public const string Logits = "assay_logits";

    /// <summary>The classifier, or why no gradient can be had of it.</summary>
    public static (ImageClassifier? Classifier, string? Reason) Of(ProbeContext context, CancellationToken cancellationToken)
    {
        if (context.Interface is not { Image: { } image, Scores: { } scores }) return (null, context.Interface.Problem ?? "The model has no scores.");
        if (context.ReadModel() is not { } bytes) return (null, "The graph is larger than 400 MiB.");
        var prepared = Preparation.Prepare(bytes, new() { OpenBatch = true }, cancellationToken);
        if (!prepared.Succeeded) return (null, prepared.Reason);
        var model = prepared.Value.Model.Copy();
        if (model.Graph.Inputs is not [{ Type: ElementType.Float }]) return (null, "The model takes other inputs than one image.");
        var names = new NameSupply(model);
        if (names.Prefer(Logits) != Logits) return (null, $"The model has a value of the name {Logits}.");
        model.Graph.Nodes.Add(new() { Name = "assay_flatten", Operator = "Flatten", Inputs = [BeforeSoftmax(model.Graph, scores.Name)], Outputs = [Logits] });
        model.Graph.Outputs.Clear();
        model.Graph.Outputs.Add(new() { Name = Logits, Type = ElementType.Float });
        return (new(new(model, ShapeInference.Of(model, cancellationToken), prepared.Value.Changes), image, scores.Columns), null);
    }

    /// <summary>What a softmax or a sigmoid at the end was computed from: behind it, gradients of sure answers are zero.</summary>
    private static string BeforeSoftmax(EditableGraph graph, string output)
    {
        var value = output;
        for (var i = 0; i < 8; i++)
        {
            if (graph.Producer(value) is not { } node) break;
            if (node.Is("Softmax") || node.Is("LogSoftmax") || node.Is("Sigmoid")) return node.Inputs[0];
            if (!node.Is("Identity") && !node.Is("Cast") && !node.Is("Flatten")) break;
            value = node.Inputs[0];
        }
        return output;
    }
}
