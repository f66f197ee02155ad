namespace Assay.Analysis;

/// <summary>
/// Examines artifacts of certain formats without ever loading them. One instance serves all artifacts of a process, in parallel: it keeps no state
/// between calls. It never throws for bad input: damage is a finding, together with what could still be read. It honours the token within a second
/// and stays within its manifest's limits.
/// </summary>
public interface IAnalyser
{
    AnalyserManifest Manifest { get; }

    /// <summary>
    /// Examines one artifact, or one member inside a container: the walk calls it for each node whose format the manifest accepts, and joins the results to
    /// one fact an artifact.
    /// </summary>
    ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken);
}
