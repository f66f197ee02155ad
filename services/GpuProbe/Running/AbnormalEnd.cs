using System.Globalization;
using Assay.Analysis;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Sandbox;

namespace Assay.GpuProbe.Running;

/// <summary>Says of a child that did not come to its end, after it was ready, what that means for the model.</summary>
internal static class AbnormalEnd
{
    /// <summary>True where a second attempt is worth its time: a kill for time or memory would only be waited for again.</summary>
    public static bool IsWorthRepeating(SandboxExit exit) => exit.Kind is SandboxExitKind.Crashed or SandboxExitKind.ProtocolError or SandboxExitKind.Exited;

    /// <summary>The result of the probe that was at work.</summary>
    public static ProbeResult Describe(ChildOutcome outcome, ProbeManifest manifest, SandboxLimits limits)
    {
        var exit = outcome.Exit!;
        var doing = string.IsNullOrEmpty(outcome.Doing) ? "was at work" : outcome.Doing;
        var (rule, confidence, message) = Judge(exit, outcome, limits, doing);
        // Only the load probe reports on the process; from any other the same fact would be told twice.
        if (!manifest.Rules.Contains(rule)) return new([], [], $"{message} See the findings of the load probe.") { ModelUnusable = true };
        return new([rule.Report(rule.Severity, confidence, message, new(""), Seen(exit, outcome, doing))], [], message) { ModelUnusable = true };
    }

    private static (Rule Rule, Confidence Confidence, string Message) Judge(SandboxExit exit, ChildOutcome outcome, SandboxLimits limits, string doing) =>
        exit.Kind switch
        {
            SandboxExitKind.TimedOut => (RuntimeRules.Hangs, Confidence.Medium, string.Create(CultureInfo.InvariantCulture,
                $"The process was killed after {exit.Elapsed.TotalSeconds:0} s while it {doing}; it had {limits.WallTime.TotalSeconds:0} s.")),
            SandboxExitKind.OutOfMemory => (RuntimeRules.ExceedsMemory, Confidence.High, string.Create(CultureInfo.InvariantCulture,
                $"The process was killed for its memory while it {doing}; it may use {limits.MemoryBytes >> 20} MiB and had at least {exit.PeakMemory >> 20} MiB.")),
            SandboxExitKind.ProtocolError => (RuntimeRules.BreaksProtocol, Confidence.Medium,
                $"The process broke the protocol while it {doing}: {outcome.Violation} It was killed; a second attempt went the same way."),
            SandboxExitKind.Crashed => (RuntimeRules.Crashes, Confidence.High, string.Create(CultureInfo.InvariantCulture,
                $"The process ended with signal {exit.Code} while it {doing}; a second attempt went the same way.")),
            _ => (RuntimeRules.Crashes, Confidence.Medium, string.Create(CultureInfo.InvariantCulture,
                $"The process ended by itself with code {exit.Code} while it {doing}; a second attempt went the same way.")),
        };

    private static List<Evidence> Seen(SandboxExit exit, ChildOutcome outcome, string doing)
    {
        var evidence = new List<Evidence> { new("while it", doing), new("peak memory", (exit.PeakMemory >> 20).ToString(CultureInfo.InvariantCulture) + " MiB") };
        if (outcome.Violation is { } violation) evidence.Add(new("violation", violation));
        if (exit.StandardError.Trim() is { Length: > 0 } errors) evidence.Add(Evidence.Quoted("standard error", errors[^Math.Min(errors.Length, 200)..]));
        return evidence;
    }
}
