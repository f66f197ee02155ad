using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.Contracts.Findings;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Interfaces;

/// <summary>
/// Finds out what a model is for and how it is fed: from the graph's inputs and outputs first, from the configuration beside it where the graph leaves it
/// open, from trial runs where both do. What the configuration says is tried before it is believed.
/// </summary>
internal static class InterfaceDeduction
{
    /// <summary>The interface; never an exception for what the model or its files are.</summary>
    public static ModelInterface Deduce(ProbeContext context, CancellationToken cancellationToken)
    {
        try
        {
            using var session = context.Open();
            return Deduce(context, session, cancellationToken);
        }
        catch (OrtException exception)
        {
            return ModelInterface.Unknown($"The runtime refuses the model: {EvidenceText.Quote(exception.Message, 256)}");
        }
        catch (OperationCanceledException)
        {
            return ModelInterface.Unknown("The model did not answer trial inputs in time.");
        }
    }

    private static ModelInterface Deduce(ProbeContext context, ProbeSession session, CancellationToken cancellationToken)
    {
        var files = ModelFiles.Beside(context.ModelPath);
        var configuration = ModelConfiguration.Read(files);
        var start = new ModelInterface { Labels = configuration.Labels, DeclaredBase = configuration.DeclaredBase };
        var image = ImagePorts.Find(session.Inputs);
        var tokens = session.Inputs.Where(IsTokens).ToList();
        if (image is not null && session.Inputs.Count == 1)
            return new ImageDeduction(context, session, configuration, start).Deduce(image, cancellationToken);
        if (tokens.Count > 0 && session.Inputs.All(port => IsTokens(port) || IsCompanion(port)))
            return new TokenDeduction(context, session, configuration, Vocabulary.Read(files), start).Deduce(Ids(tokens), cancellationToken);
        var inputs = string.Join(", ", session.Inputs.Take(4).Select(port => $"{EvidenceText.Quote(port.Name, 32)} of {port.TypeText}"));
        return start with
        {
            Problem = string.Create(CultureInfo.InvariantCulture, $"Its {session.Inputs.Count} inputs are neither one image nor tokens: {EvidenceText.Quote(inputs, 256)}"),
        };
    }

    private static bool IsTokens(OrtPort port) => port.Kind == OrtValueKind.Tensor && port.Shape.Count == 2
        && port.ElementType is OrtElementType.Int32 or OrtElementType.Int64 && !TokenPorts.IsCache(port.Name);

    private static bool IsCompanion(OrtPort port) => port.Kind == OrtValueKind.Tensor
        && (TokenPorts.IsCache(port.Name) || (TokenPorts.IsMask(port.Name) && port.Shape.Count == 2))
        && (port.ElementType.IsFloat() || port.ElementType is OrtElementType.Bool or OrtElementType.Int64 or OrtElementType.Int32);

    /// <summary>The first input that is not named as something that stands beside the ids.</summary>
    private static OrtPort Ids(List<OrtPort> tokens) => tokens.Find(port => !TokenPorts.IsCompanion(port.Name)) ?? tokens[0];
}
