namespace Assay.GpuProbe.Doctor;

/// <summary>What this machine can do for probes.</summary>
/// <param name="LibraryPath">ONNX Runtime's library; null where there is none.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sandboxed">True: models run in a sandbox.</param>
/// <param name="SandboxDetail">Which sandbox, or why there is none and what to do.</param>
/// <param name="Providers">Each provider; empty where there is no library.</param>
/// <param name="Problems">What has to be done before models can be run; empty where they can.</param>
public sealed record ProbeDoctorReport(
    string? LibraryPath, string? Version, bool Sandboxed, string SandboxDetail, IReadOnlyList<ProviderReport> Providers, IReadOnlyList<string> Problems);
