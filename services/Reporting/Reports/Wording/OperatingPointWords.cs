using System.Globalization;
using Assay.Contracts.Reports;

namespace Assay.Reporting.Reports.Wording;

/// <summary>What the probability says at a rate of false alarms, or why it says nothing there.</summary>
internal static class OperatingPointWords
{
    public static string Of(OperatingPoint point)
    {
        var rate = Percent(point.FalseAlarms);
        if (point.Threshold is not { } threshold)
        {
            var models = point.References == 1 ? "1 clean model is" : $"{point.References} clean models are";
            return $"At {rate} false alarms nothing can be said: that takes {point.Needed} clean models to compare with, and {models} known.";
        }
        var upper = point.Upper is { } bound ? $", with 95 % confidence no more than {Percent(bound)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"At {rate} false alarms (among {point.References} clean models{upper}) the threshold is {threshold:0.000}: ")
            + (point.Exceeded == true ? "this model lies above it." : "this model does not exceed it.");
    }

    private static string Percent(double rate) => $"{(100 * rate).ToString("0.#", CultureInfo.InvariantCulture)} %";
}
