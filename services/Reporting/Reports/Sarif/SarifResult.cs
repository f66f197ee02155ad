using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.Reporting.Reports.Sarif;

/// <summary>A finding on its way into the log.</summary>
/// <param name="Finding">What was seen.</param>
/// <param name="Model">In which model.</param>
/// <param name="Artifact">In which of the log's artifacts, by number.</param>
/// <param name="Suppressed">Why the policy does not count it; null where it does.</param>
internal sealed record SarifResult(Finding Finding, ModelReport Model, int Artifact, SuppressedFinding? Suppressed)
{
    /// <summary>
    /// What tells this finding from others, the same on every run: rule, file, member and evidence, but neither offset nor message, which move with
    /// the file and with the wording.
    /// </summary>
    public string Identity(string uri)
    {
        var text = new StringBuilder();
        string[] parts = [Finding.Rule, uri, Finding.Location.Member ?? "", .. Finding.Evidence.SelectMany(e => (string[])[e.Label, e.Value])];
        foreach (var part in parts) text.Append(part.Length).Append(':').Append(part).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }
}
