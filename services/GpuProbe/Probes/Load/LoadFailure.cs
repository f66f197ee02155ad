using Assay.Analysis;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.GpuProbe.Running;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Load;

/// <summary>Says what the runtime's refusal means. The C API gives the same code for many causes, so the text decides.</summary>
internal static class LoadFailure
{
    private static readonly string[] MemoryWords = ["failed to allocate memory", "bad_alloc", "out of memory", "tensor size is too large"];

    private static readonly string[] OperatorWords = ["is not a registered function/op", "no op registered for", "no opset import for domain"];

    /// <summary>True where the runtime was refused memory.</summary>
    public static bool IsMemory(OrtException exception) => Mentions(exception, MemoryWords);

    public static Finding Describe(OrtException exception, ProbeContext context)
    {
        var (rule, what) = Choose(exception);
        // Where the model lies is our business and differs between machines; the finding is about its content.
        var said = exception.Message.Replace(context.ModelPath, "the model", StringComparison.Ordinal);
        if (Path.GetDirectoryName(context.ModelPath) is { Length: > 1 } folder) said = said.Replace(folder + "/", "", StringComparison.Ordinal);
        return rule.Report(rule.Severity, Confidence.High, $"{what} The runtime says: {EvidenceText.Quote(said, 700)}", new(""),
            new Evidence("code", exception.Code.ToString()), new Evidence("runtime", context.Runtime.Library.Version),
            new Evidence("provider", context.Device.Provider.ToString()));
    }

    private static (Rule Rule, string What) Choose(OrtException exception)
    {
        if (IsMemory(exception)) return (RuntimeRules.ExceedsMemory, "The model asks for more memory than it may use.");
        return Mentions(exception, OperatorWords)
            ? (LoadRules.CustomOperators, "The model needs operators that are not in the runtime.")
            : (LoadRules.CannotLoad, "The runtime refuses the model.");
    }

    private static bool Mentions(OrtException exception, string[] words) =>
        words.Any(word => exception.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
}
