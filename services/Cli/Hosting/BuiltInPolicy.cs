using Assay.Contracts.Values;
using Assay.Domain.Policies;
using Assay.Reporting.Api;

namespace Assay.Cli.Hosting;

/// <summary>The built-in policy decides about submissions that name none.</summary>
internal sealed class BuiltInPolicy : IDefaultPolicy
{
    public Sha256Digest Digest => PolicyParser.Default.Digest;

    public string Name => PolicyParser.Default.Name;
}
