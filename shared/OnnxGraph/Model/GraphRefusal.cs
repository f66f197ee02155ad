namespace Assay.OnnxGraph.Model;

/// <summary>
/// A model that cannot be read or rewritten; the message says what was met, where, and what follows from it. It never leaves the public entry points,
/// which give it as the reason of an <see cref="Outcome{T}"/>.
/// </summary>
internal sealed class GraphRefusal(string reason) : Exception(reason);
