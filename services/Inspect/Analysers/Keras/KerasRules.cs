using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>The rules of the Keras analyser.</summary>
internal static class KerasRules
{
    private const string Deserialization = "CWE-502";
    private const string Injection = "CWE-94";
    private const string FileName = "CWE-73";
    private const string UnsafeArtifact = "AML.T0011.000";
    private const string SupplyChain = "AML.T0010";

    public static Rule Runs { get; } = new(
        "ASY-KRS-001", "Loading or using the model runs code", Severity.Critical,
        "The description of the model names a function that runs commands or code, or carries bytecode that calls one. Keras imports and calls it.",
        "Do not load it, not even in safe mode. Delete it, and look for other files of the same publisher.",
        "A Lambda layer whose bytecode calls os.system; a layer of the module subprocess.",
        [Deserialization, Injection, UnsafeArtifact, "CVE-2024-3660", "CVE-2025-1550", "CVE-2025-9906"]);

    public static Rule UnreadableCode { get; } = new(
        "ASY-KRS-002", "A layer's code cannot be read", Severity.High,
        "The layer runs code that the file carries in a form that no version of Python writes, or that is cut off; what it does is unknown.",
        "Do not load it. Ask for the model without Lambda layers.",
        "A Lambda layer whose function is random bytes.", [Deserialization, Injection, UnsafeArtifact, "CVE-2024-3660"]);

    public static Rule HarmlessCode { get; } = new(
        "ASY-KRS-003", "The model carries code", Severity.Medium,
        "A Lambda layer stores a function as bytecode, which runs when the model is used. It was decoded, and nothing in it reaches beyond computing.",
        "Read the function's source before use, or ask for the model with a registered layer in its place.",
        "lambda x: x * 2 + 1.", [Injection, UnsafeArtifact, "CVE-2024-3660", "CVE-2025-9905"]);

    public static Rule Reaches { get; } = new(
        "ASY-KRS-004", "The model reaches beyond itself", Severity.High,
        "The description makes Keras or TensorFlow open files, fetch something from the network, load another model or switch its safe mode off.",
        "Do not load it. No layer needs any of this.",
        "keras.utils.get_file as the function of a layer; keras.config.enable_unsafe_deserialization.",
        ["CWE-829", FileName, UnsafeArtifact, "CVE-2025-8747", "CVE-2025-12060", "CVE-2025-9906"]);

    public static Rule Custom { get; } = new(
        "ASY-KRS-005", "The model needs code that is not in it", Severity.Medium,
        "A class or function that Keras does not know has to be installed or shipped with the model; loading imports its module and runs it.",
        "Find out where the code comes from, and read it.",
        "A layer registered as my_package>MyLayer.", ["CWE-829", SupplyChain, UnsafeArtifact]);

    public static Rule FilePath { get; } = new(
        "ASY-KRS-006", "A layer reads a file of the loader's machine", Severity.High,
        "A vocabulary or another resource is given as a path or an address. Loading the model reads it, and its content becomes part of the model.",
        "Do not load it. Honest files hold the vocabulary itself, or an asset in the archive.",
        "StringLookup with the vocabulary /etc/passwd.", [FileName, "CWE-918", UnsafeArtifact, "CVE-2025-12058"]);

    public static Rule EmbeddedPickle { get; } = new(
        "ASY-KRS-007", "A layer unpickles bytes", Severity.High,
        "The layer hands bytes of the description to a loader that runs whatever is pickled in them.",
        "Do not load it. Ask for the weights as safetensors.",
        "TorchModuleWrapper with a pickled module.", [Deserialization, UnsafeArtifact, "CVE-2025-49655"]);

    public static Rule Unreadable { get; } = new(
        "ASY-KRS-008", "The model's description cannot be read", Severity.Medium,
        "It is cut off or damaged, so what loading does is known only up to that point. Other readers may get further.",
        "Fetch the file again; if it is the same, do not load it.",
        "A model_config that is no JSON.", ["CWE-20", UnsafeArtifact]);

    public static Rule Ambiguous { get; } = new(
        "ASY-KRS-009", "The model's description can be read in two ways", Severity.Medium,
        "A member that decides what is loaded is there twice. Python takes the last, other readers the first, so a check may see another model than the loader.",
        "Do not load it unless you know how it was written; honest writers never repeat a name.",
        "A layer with two members class_name.", ["CWE-436", UnsafeArtifact]);

    public static Rule OtherModel { get; } = new(
        "ASY-KRS-010", "A layer is another model", Severity.Medium,
        "The layer is loaded from a handle, an address or a folder, and can compute and do whatever is there on that day.",
        "Pin and examine the other model, or ask for one that holds everything.",
        "A KerasLayer with a handle on tfhub.dev.", ["CWE-829", SupplyChain]);

    public static Rule SourceText { get; } = new(
        "ASY-KRS-011", "Source code stands where a function's name belongs", Severity.High,
        "The text is evaluated by loaders that build functions from text, and a model's description needs none.",
        "Do not load it.",
        "A Lambda layer whose function is the text lambda x: eval('…').", [Injection, UnsafeArtifact]);

    public static Rule TooLarge { get; } = new(
        "ASY-KRS-012", "The model's description is larger than is read", Severity.Medium,
        "It has more bytes or values than any honest model's; what stands behind that point is unknown.",
        "Do not load it unless you trust its origin.",
        "A config.json of 100 MB.", ["CWE-400", "AML.T0029"]);

    public static Rule NotKeras { get; } = new(
        "ASY-KRS-013", "What is named a Keras model is none", Severity.Medium,
        "The name promises an archive or HDF5, the content is neither: it is damaged, or meant for another reader than its name says.",
        "Fetch the file again; if it is the same, find out what it is before use.",
        "A file model.keras that holds plain text.", ["CWE-434", UnsafeArtifact]);

    public static Rule StandardLibrary { get; } = new(
        "ASY-KRS-014", "The description names a part of Python itself", Severity.High,
        "Keras imports the module and looks the name up in it. No layer, loss or metric comes from Python's own library.",
        "Do not load it.",
        "A layer of the module webbrowser.", [Deserialization, UnsafeArtifact, "CVE-2025-1550", "CVE-2024-3660"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } =
        [Runs, UnreadableCode, HarmlessCode, Reaches, Custom, FilePath, EmbeddedPickle, Unreadable, Ambiguous, OtherModel, SourceText, TooLarge, NotKeras,
            StandardLibrary];
}
