using Assay.Analysis;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.Booster;

/// <summary>The rules of the XGBoost analyser.</summary>
internal static class BoosterRules
{
    public static FormatRules Format { get; } = new("XGB", "an XGBoost model");

    public static IReadOnlyList<Rule> All { get; } = Format.All;
}
