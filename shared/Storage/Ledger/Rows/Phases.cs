using Assay.Contracts.Values;
using Assay.Domain.Scans;

namespace Assay.Storage.Ledger.Rows;

/// <summary>The phase of the plan that a stage belongs to.</summary>
internal static class Phases
{
    public static ScanPhase Of(Stage stage) => stage switch
    {
        Stage.Ingest => ScanPhase.Ingest,
        Stage.GpuProbe => ScanPhase.Probe,
        _ => ScanPhase.Examine,
    };
}
