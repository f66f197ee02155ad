namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>What a name of Python reaches.</summary>
internal enum PythonReachKind
{
    Nothing,
    Command,
    Evaluate,
    Script,
    CodeObject,
    Unpickle,
    Native,
    Memory,
    Connect,
    Resolve,
    Fetch,
    Send,
    Download,
    Delete,
    Copy,
    Open,
    Write,
    Read,
    Secret,
    Environ,
    Host,
    Spy,
    Persist,
    RemoteCode,
    Namespace,
    Hook,
    Protected,
    Install,
}
