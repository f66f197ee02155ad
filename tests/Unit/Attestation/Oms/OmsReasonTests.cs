using System.Reflection;
using Assay.Attestation.Oms;
using Assay.Tests.Unit.Inspect;

namespace Assay.Tests.Unit.Attestation.Oms;

public sealed class OmsReasonTests
{
    [Fact]
    public void Every_reason_stands_in_the_documentation_with_whether_leniency_lets_it_pass()
    {
        var page = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs", "provenance", "signatures.md"));
        var ids = typeof(OmsReasons).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).ToList();

        ids.ShouldBeUnique();
        foreach (var id in ids)
        {
            var row = page.Where(l => l.StartsWith($"| `{id}` |", StringComparison.Ordinal)).ShouldHaveSingleItem(id);
            row.Split('|')[2].Trim().ShouldBe(OmsReasons.Lenient.Contains(id) ? "strict" : "", id);
        }
    }
}
