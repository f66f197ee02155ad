using Assay.Contracts.Values;
using Assay.Domain.Policies;

namespace Assay.Cli.Scanning;

/// <summary>What a <c>scan</c> command asks for.</summary>
internal sealed record ScanRequest(IReadOnlyList<Target> Targets, Depth Depth, Policy Policy, bool Offline, bool Refresh);
