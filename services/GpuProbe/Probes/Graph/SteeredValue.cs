using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>A value of the graph that can be changed from outside.</summary>
/// <param name="Name">Of the value. Untrusted.</param>
/// <param name="Type">Float, Double, Float16, Int32, Int64 or Bool.</param>
/// <param name="Delta">Name of the input that changes it.</param>
internal sealed record SteeredValue(string Name, ElementType Type, string Delta);
