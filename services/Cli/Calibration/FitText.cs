using System.Globalization;
using System.Text;
using Assay.Contracts.Findings;
using Assay.Domain.Calibration.Fitting;

namespace Assay.Cli.Calibration;

/// <summary>What a fit found, for people.</summary>
internal static class FitText
{
    public static string Of(FittedFamily fitted)
    {
        var text = new StringBuilder();
        text.Append("Weights, per 1.5 times the clean models' spread:\n");
        foreach (var term in fitted.Family.Terms)
        {
            var kept = fitted.Kept.Contains(term.Statistic) ? "  not fitted" : "";
            text.Append(CultureInfo.InvariantCulture, $"  {EvidenceText.Quote(term.Statistic),-28} {term.Weight,7:0.000}{kept}\n");
        }
        text.Append("\nOn models that the weights were not fitted on, no attack by weights that know it:\n");
        text.Append("  attack             models    AUC   found at 5 % false alarms\n");
        foreach (var attack in fitted.HeldOut.Attacks)
            text.Append(CultureInfo.InvariantCulture, $"  {EvidenceText.Quote(attack.Attack),-18} {attack.Models,6}   {attack.Auc:0.00}   {attack.Detection:0.00}\n");
        var all = fitted.HeldOut;
        text.Append(CultureInfo.InvariantCulture, $"  {"all",-18} {fitted.HeldOut.Attacks.Sum(a => a.Models),6}   {all.Auc:0.00}   {all.Detection:0.00}\n");
        text.Append(CultureInfo.InvariantCulture, $"  cross-entropy {all.CrossEntropy:0.000} (0.693 knows nothing), {fitted.Family.Validation!.Clean} clean models\n");
        return text.ToString();
    }
}
