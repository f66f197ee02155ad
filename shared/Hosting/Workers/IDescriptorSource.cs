using Assay.Domain.Facts;

namespace Assay.Hosting.Workers;

/// <summary>Analysers or probes that this process offers. Each service with plug-ins registers one.</summary>
public interface IDescriptorSource
{
    IReadOnlyList<AnalyserDescriptor> Descriptors { get; }
}
