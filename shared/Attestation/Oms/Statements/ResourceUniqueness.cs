using Assay.Attestation.Oms.Names;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Oms.Statements;

/// <summary>That no two resources are the same file, on any file system.</summary>
internal sealed class ResourceUniqueness(OmsFindings findings)
{
    /// <summary>The resources, in order. Where duplicates are let pass, all stay: each has to agree with the file.</summary>
    public List<OmsResource> Check(List<OmsResource> resources)
    {
        var seen = new HashSet<(string, ShardRange?)>();
        var folded = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            var quoted = EvidenceText.Quote(resource.Range is { } range ? ShardName.Of(resource.Path, range) : resource.Path);
            if (!seen.Add((resource.Path, resource.Range)))
                findings.Add(OmsReasons.DuplicateName, $"the resource '{quoted}' is listed more than once; whoever signed it has to sign again");
            if (folded.TryAdd(ResourceName.Folded(resource.Path), resource.Path)) continue;
            var other = folded[ResourceName.Folded(resource.Path)];
            if (other != resource.Path)
            {
                findings.Add(OmsReasons.NameCollision,
                    $"'{quoted}' and '{EvidenceText.Quote(other)}' differ only in case or in how accents are written, one file on some systems; rename one");
            }
        }
        return resources;
    }
}
