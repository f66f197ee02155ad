using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>The rules for Python source, wherever it stands.</summary>
internal static class PythonRules
{
    private const string Eval = "CWE-95";
    private const string Hidden = "CWE-506";
    private const string UnsafeArtifact = "AML.T0011.000";
    private const string SupplyChain = "AML.T0010";
    private const string DoNotLoad = "Do not import or load it. Tell the publisher or the hub.";

    public static Rule Evaluates { get; } = new(
        "ASY-PYS-001", "Runs code that is not in the source", Severity.Critical,
        "The text that runs is decoded, fetched or put together while the program runs, so nobody who reads the file sees what it does.",
        DoNotLoad, "exec(base64.b64decode('…'))", [Eval, Hidden, UnsafeArtifact]);

    public static Rule Commands { get; } = new(
        "ASY-PYS-002", "Runs a command", Severity.Critical,
        "Importing the module or using the model starts another program with the rights of whoever does so.",
        "Do not load it unless you know the command and want it. A model computes; it needs no shell.",
        "os.system('…')", ["CWE-78", UnsafeArtifact]);

    public static Rule Native { get; } = new(
        "ASY-PYS-003", "Loads native code", Severity.Medium,
        "A shared library runs code when it is loaded, and no reader of the source sees what.",
        "Find out which library it is and who built it.",
        "ctypes.CDLL('./libops.so')", ["CWE-114", UnsafeArtifact]);

    public static Rule Unpickles { get; } = new(
        "ASY-PYS-004", "Deserialises objects that can run code", Severity.Low,
        "Whoever can change the data that is read decides what runs. A pickle that stands in the source itself is code in disguise.",
        "Prefer safetensors, or torch.load with weights_only=True.",
        "torch.load(path, weights_only=False)", ["CWE-502", UnsafeArtifact]);

    public static Rule Steals { get; } = new(
        "ASY-PYS-005", "Sends data of this machine away", Severity.Critical,
        "Credentials, files or facts about the machine go to somebody else.",
        "Do not load it. If it ran, replace every credential of that machine.",
        "requests.post(url, json=dict(os.environ))", ["CWE-200", "CWE-506", "AML.T0025"]);

    public static Rule Network { get; } = new(
        "ASY-PYS-006", "Talks to another machine", Severity.Medium,
        "The model reports to, or is steered by, an address of its publisher's choice.",
        "Run it without network access, or ask what the connection is for.",
        "socket.create_connection(('…', 4444))", ["CWE-829", Hidden, SupplyChain]);

    public static Rule Writes { get; } = new(
        "ASY-PYS-007", "Changes files outside of the model", Severity.High,
        "What it writes stays when the model is gone, and may run at log-in, at boot or with the next Python.",
        DoNotLoad, "open('/root/.bashrc', 'a').write(…)", ["CWE-73", Hidden, UnsafeArtifact]);

    public static Rule Reads { get; } = new(
        "ASY-PYS-008", "Reads credentials", Severity.High,
        "Keys and tokens of whoever loads the model are no input of a model.",
        "Do not load it, and replace the credential if it ran.",
        "open(os.path.expanduser('~/.ssh/id_rsa'))", ["CWE-522", "CWE-200", "AML.T0055"]);

    public static Rule Reaches { get; } = new(
        "ASY-PYS-009", "Reaches for what it does not name", Severity.High,
        "It goes to dangerous functions through the interpreter's own structures or through computed names, which is done to pass searches and sandboxes.",
        DoNotLoad, "().__class__.__base__.__subclasses__()", ["CWE-470", Eval, UnsafeArtifact]);

    public static Rule HiddenText { get; } = new(
        "ASY-PYS-010", "The source looks different from what it is", Severity.High,
        "Characters that turn the writing direction, letters that only look like others, or code far beyond the right margin make a reader see another program.",
        "Do not trust a review of this file. Look at its bytes.",
        "U+202E in a comment", ["CWE-1007", "CVE-2021-42574", SupplyChain]);

    public static Rule Encoding { get; } = new(
        "ASY-PYS-011", "The source is in an encoding that hides code", Severity.High,
        "Python decodes the file before it reads it; in such an encoding a comment can hold lines of code.",
        "Do not load it. Convert it to UTF-8 as declared and read the result.",
        "# coding: utf-7", ["CWE-838", "CWE-1007", UnsafeArtifact]);

    public static Rule Unparsed { get; } = new(
        "ASY-PYS-012", "A part of the source could not be read", Severity.Low,
        "Python would refuse it too, or knows more than this reader; what stands there was not examined.",
        "Read the line.",
        "def f(x y):", ["CWE-20", "CWE-436", SupplyChain]);

    public static Rule Passes { get; } = new(
        "ASY-PYS-013", "Gives a dangerous function to others to call", Severity.High,
        "The function that runs commands or code is put where Python or a library calls it: a decorator, a hook, a method of an object.",
        DoNotLoad, "def __reduce__(self): return os.system, ('…',)", ["CWE-913", Hidden, UnsafeArtifact]);

    public static Rule Present { get; } = new(
        "ASY-PYS-014", "Python code", Severity.Info,
        "It runs when it is imported. This says only that it is there; other findings say what it does.",
        "Read it, or load the model without trust_remote_code.",
        "modeling_net.py", ["CWE-829", SupplyChain]);

    public static Rule Fetches { get; } = new(
        "ASY-PYS-015", "Runs code of another repository", Severity.Medium,
        "What runs is decided by another publisher, today or later.",
        "Pin the revision and examine that repository as well.",
        "torch.hub.load('someone/repo', 'model')", ["CWE-494", "CWE-829", SupplyChain]);

    public static Rule GraphFiles { get; } = new(
        "ASY-PYS-016", "The compiled model reads or writes files", Severity.High,
        "An operation of the saved program opens a path on whatever machine runs the model.",
        "Do not run it. Inference needs no files.",
        "ops.aten.save(x, '/tmp/…')", ["CWE-73", "CVE-2025-32434", UnsafeArtifact]);

    public static Rule Limit { get; } = new(
        "ASY-PYS-017", "There is more source than is followed", Severity.Medium,
        "It is larger or more entangled than anything a person writes; a payload could stand behind that point.",
        "Do not load it unless you know how it was made.",
        "A source of 20 MiB", ["CWE-400", "CWE-1325", "AML.T0029"]);

    public static Rule Destroys { get; } = new(
        "ASY-PYS-018", "Deletes what is not its own", Severity.Critical,
        "It removes the files of whoever loads the model.",
        DoNotLoad, "shutil.rmtree('/')", ["CWE-73", Hidden, UnsafeArtifact]);

    public static Rule Patches { get; } = new(
        "ASY-PYS-019", "Changes the interpreter or how libraries load", Severity.Medium,
        "Functions that other code trusts are replaced: a check is switched off, or every later import runs something else.",
        "Find out why; a model should not need it.",
        "builtins.open = mine", ["CWE-913", "CWE-915", SupplyChain]);

    public static Rule Protected { get; } = new(
        "ASY-PYS-020", "The code is encrypted", Severity.Medium,
        "A runtime decrypts and runs it; nobody can say what it does before it does.",
        "Ask for readable source.",
        "from pyarmor_runtime import __pyarmor__", ["CWE-506", "CWE-656", SupplyChain]);

    public static Rule Operator { get; } = new(
        "ASY-PYS-021", "The compiled model needs operators of its own", Severity.Medium,
        "They live in a native library that has to be loaded with the model, and can do anything.",
        "Find out where the library comes from.",
        "ops.mylib.step(x)", ["CWE-829", "CWE-114", SupplyChain]);

    public static Rule Spies { get; } = new(
        "ASY-PYS-022", "Watches whoever runs it", Severity.High,
        "It records keys, screen, sound or the clipboard.",
        DoNotLoad, "pynput.keyboard.Listener(…)", ["CWE-200", Hidden, UnsafeArtifact]);

    public static Rule Installs { get; } = new(
        "ASY-PYS-023", "Installs packages", Severity.Medium,
        "Installing a package runs its code; the version is decided while the program runs.",
        "Install what it needs yourself, from versions that you pin.",
        "pip.main(['install', '…'])", ["CWE-494", "CWE-829", SupplyChain]);

    public static Rule Starts { get; } = new(
        "ASY-PYS-024", "Runs whenever Python starts", Severity.Medium,
        "Where a package puts it beside the others, every Python program of the machine runs it before its own first line.",
        "Do not install it. A model needs nothing that other programs run.",
        "import helper in a .pth file; sitecustomize.py.", ["CWE-829", SupplyChain]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        Evaluates, Commands, Native, Unpickles, Steals, Network, Writes, Reads, Reaches, HiddenText, Encoding, Unparsed, Passes, Present, Fetches, GraphFiles, Limit,
        Destroys, Patches, Protected, Operator, Spies, Installs, Starts,
    ];
}
