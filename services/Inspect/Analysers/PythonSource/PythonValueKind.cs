namespace Assay.Inspect.Analysers.PythonSource;

internal enum PythonValueKind
{
    Unknown,
    Text,
    Bytes,
    Number,
    /// <summary>A thing of a module, or what a call of one gives: <c>socket.socket().connect</c>.</summary>
    Path,
    List,
    Map,
    /// <summary>A function or class of this source.</summary>
    Local,
}
