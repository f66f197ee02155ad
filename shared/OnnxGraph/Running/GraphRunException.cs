namespace Assay.OnnxGraph.Running;

/// <summary>A graph could not be loaded or run.</summary>
public sealed class GraphRunException(string message, Exception? inner = null) : Exception(message, inner);
