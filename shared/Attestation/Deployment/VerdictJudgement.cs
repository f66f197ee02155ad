using Assay.Attestation.Predicates;
using Assay.Contracts.Values;

namespace Assay.Attestation.Deployment;

/// <summary>Whether a verdict that was really made is the one that is wanted, and still counts.</summary>
internal static class VerdictJudgement
{
    /// <summary>Clocks of two machines differ by less.</summary>
    internal static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public static void Judge(VerificationSummary summary, DeploymentOptions options, List<DeploymentRefusal> refusals)
    {
        var coverage = summary.Coverage;
        if (!summary.IsPassed)
        {
            var word = coverage.Verdict.ToString().ToLowerInvariant();
            refusals.Add(new(DeploymentReasons.NotPassed, $"The verdict is '{word}', not approved.", $"read the report of the scan {coverage.Scan}"));
        }
        if (!options.Policy.IsEmpty && summary.Policy.Sha256 != options.Policy)
        {
            refusals.Add(new(
                DeploymentReasons.OtherPolicy, $"The policy {summary.Policy.Sha256.Hex} decided, and {options.Policy.Hex} is wanted.", "scan the model with the wanted policy"));
        }
        if (options.Depth is { } depth && coverage.Depth < depth)
        {
            refusals.Add(new(
                DeploymentReasons.TooShallow, $"The scan has read to the depth '{Word(coverage.Depth)}', and '{Word(depth)}' is wanted.", $"scan the model with --depth {Word(depth)}"));
        }
        if (coverage.ExpiresAt <= options.At) refusals.Add(new(DeploymentReasons.Expired, $"The verdict ended {coverage.ExpiresAt:u}.", "scan the model again"));
        if (options.MaxAge is { } age && options.At - summary.TimeVerified > age)
            refusals.Add(new(DeploymentReasons.TooOld, $"The verdict is of {summary.TimeVerified:u}, older than allowed: analysers and rules have changed since.", "scan the model again"));
        if (summary.TimeVerified > options.At + Skew)
            refusals.Add(new(DeploymentReasons.InFuture, $"The verdict is of {summary.TimeVerified:u}, after the time it is checked for.", "set this machine's clock"));
    }

    private static string Word(Depth depth) => depth.ToString().ToLowerInvariant();
}
