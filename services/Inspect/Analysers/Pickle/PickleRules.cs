using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>The rules of the pickle analyser.</summary>
internal static class PickleRules
{
    private const string Deserialization = "CWE-502";
    private const string UnsafeArtifact = "AML.T0011.000";

    public static Rule Runs { get; } = new(
        "ASY-PKL-001", "Loading the pickle runs code", Severity.Critical,
        "The file names a function that runs commands or code, and makes the loader call it.",
        "Do not load it. Delete it, and look for other files of the same publisher.",
        "os.system('…') through REDUCE.", [Deserialization, UnsafeArtifact]);

    public static Rule Imports { get; } = new(
        "ASY-PKL-002", "The pickle imports something dangerous", Severity.High,
        "The file brings a dangerous function into the loaded object, where a later call, a callback or an attribute can use it.",
        "Do not load it. A model's weights need no such import.",
        "builtins.eval as a value in a dictionary.", [Deserialization, UnsafeArtifact]);

    public static Rule UnknownFunction { get; } = new(
        "ASY-PKL-003", "The pickle calls a function that nobody vouches for", Severity.High,
        "Any function that is installed where the model is loaded can be called with arguments of the file's choice.",
        "Find out what the function does. If it is yours, ship the weights as safetensors instead.",
        "some_package.run('…').", [Deserialization, UnsafeArtifact]);

    public static Rule UnknownClass { get; } = new(
        "ASY-PKL-004", "The pickle needs a class that nobody vouches for", Severity.Medium,
        "Loading imports the module of the class and runs its constructor hooks.",
        "Check where the class comes from, or ask for a file that holds only tensors.",
        "my_package.models.Net.", [Deserialization, UnsafeArtifact]);

    public static Rule Unresolved { get; } = new(
        "ASY-PKL-005", "What the pickle imports is decided while loading", Severity.High,
        "The names are computed, come from an extension registry or from nowhere; honest writers spell them out.",
        "Do not load it.",
        "STACK_GLOBAL on the result of a call; EXT1.", [Deserialization, UnsafeArtifact]);

    public static Rule Damaged { get; } = new(
        "ASY-PKL-006", "The pickle is damaged", Severity.Medium,
        "A loader runs everything up to the damage before it fails. What stands behind it may be read by another loader.",
        "Fetch the file again; if it is the same, do not load it.",
        "A stream without STOP.", [Deserialization, "CWE-20", "AML.T0076"]);

    public static Rule Trailing { get; } = new(
        "ASY-PKL-007", "Something stands behind the pickle", Severity.Medium,
        "Loaders ignore these bytes, so a payload can be stored in them for somebody else to pick up.",
        "Ask the publisher what they are.",
        "An executable behind STOP.", ["CWE-506", "AML.T0018.002"]);

    public static Rule Overwrites { get; } = new(
        "ASY-PKL-008", "The pickle overwrites attributes of code", Severity.High,
        "BUILD on an imported class, function or module replaces parts of the running program.",
        "Do not load it.",
        "BUILD on numpy.__builtins__.", [Deserialization, "CWE-915", UnsafeArtifact]);

    public static Rule Arguments { get; } = new(
        "ASY-PKL-009", "A harmless function is called with arguments that do not fit", Severity.Medium,
        "Honest writers never produce such a call; it is a sign of a file made by hand, to exploit a changed or planted module.",
        "Do not load it unless you know why it is so.",
        "OrderedDict('import os …').", [Deserialization, UnsafeArtifact]);

    public static Rule ByValue { get; } = new(
        "ASY-PKL-010", "The pickle carries code", Severity.Medium,
        "Functions are stored as bytecode, which runs when the model is used. What it reaches decides how grave that is.",
        "Ask for a file that holds only data, or read the function's source before use.",
        "A lambda written by cloudpickle.", [Deserialization, UnsafeArtifact]);

    public static Rule Expands { get; } = new(
        "ASY-PKL-011", "The pickle unfolds to an enormous object", Severity.Medium,
        "A few bytes refer to each other, or ask for a size, so that loading, walking, copying or comparing the result takes all memory or all time.",
        "Do not load it.",
        "Forty lists, each with two references to the one before; bytes(10**12).", ["CWE-400", "CWE-776", "AML.T0029"]);

    public static Rule Oddity { get; } = new(
        "ASY-PKL-012", "The pickle is written as no writer does", Severity.Medium,
        "Loaders and scanners read such files differently, which is how payloads are hidden from scanners.",
        "Do not load it unless you know how it was made.",
        "A FRAME longer than the file; a memo slot read before it was written.", ["CWE-436", Deserialization, "AML.T0076"]);

    public static Rule Hidden { get; } = new(
        "ASY-PKL-013", "A pickle is hidden behind other bytes", Severity.High,
        "It stands where no loader of this file looks first: behind damage or padding. What it does was examined, too.",
        "Do not load it.",
        "A second stream behind a gap.", [Deserialization, "CWE-506", "AML.T0018.002"]);

    public static Rule Limit { get; } = new(
        "ASY-PKL-014", "The pickle is larger than is followed", Severity.Medium,
        "It has more distinct imports, values or nested pickles than any honest file; a payload could stand behind that point.",
        "Do not load it unless you trust its origin.",
        "More than 20,000 distinct imports.", [Deserialization, "CWE-400", "AML.T0029"]);

    public static Rule Convicted { get; } = new(
        "ASY-PKL-015", "Something unknown is given a command, code, an address or a path", Severity.High,
        "Nothing is known of the class or function, but its arguments tell: constructors of data take numbers, names and arrays.",
        "Do not load it unless you wrote the class and know why it needs this.",
        "some_package.Runner('curl http://… | sh').", [Deserialization, "CWE-77", UnsafeArtifact]);

    public static Rule Storage { get; } = new(
        "ASY-PKL-016", "A tensor's storage is asked for in a way that torch never does", Severity.Medium,
        "The id of a storage is given to the loader's own code, which trusts it; another type or a path in it is an attempt to confuse that code.",
        "Do not load it.",
        "('storage', builtins.list, '../../x', 'cpu', 4) as a persistent id.", [Deserialization, "CWE-20", UnsafeArtifact]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } =
        [Runs, Imports, UnknownFunction, UnknownClass, Unresolved, Damaged, Trailing, Overwrites, Arguments, ByValue, Expands, Oddity, Hidden, Limit,
            Convicted, Storage];
}
