using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Configuration;

/// <summary>The rules for configurations in JSON, YAML and TOML.</summary>
internal static class ConfigRules
{
    private const string Reflection = "CWE-470";
    private const string Untrusted = "CWE-829";
    private const string SupplyChain = "AML.T0010";
    private const string UnsafeArtifact = "AML.T0011.000";

    public static Rule Target { get; } = new(
        "ASY-CFG-001", "The configuration calls a dangerous function", Severity.Critical,
        "The loader imports what the configuration names and calls it with values from the same file.",
        "Do not load it. Tell the publisher or the hub.",
        "_target_: os.system", [Reflection, "CWE-94", "CVE-2025-23249", "CVE-2025-23304", UnsafeArtifact]);

    public static Rule UnknownTarget { get; } = new(
        "ASY-CFG-002", "The configuration calls code that nobody vouches for", Severity.Medium,
        "Whatever package is installed under that name, or lies beside the model, is imported and called.",
        "Find out where the code comes from and read it.",
        "_target_: acme.models.Net", [Reflection, Untrusted, SupplyChain]);

    public static Rule OwnCode { get; } = new(
        "ASY-CFG-003", "The model brings its own code", Severity.Medium,
        "Loading it works only with permission to run Python files of the repository.",
        "Read the named files, and pin the revision.",
        "\"auto_map\": {\"AutoModel\": \"modeling_net.Net\"}", [Untrusted, SupplyChain]);

    public static Rule OtherCode { get; } = new(
        "ASY-CFG-004", "The model runs code of another repository", Severity.Medium,
        "Another publisher decides what runs, and may change it at any time: the reference is not pinned.",
        "Examine that repository, copy its code here, or pin its revision with code_revision.",
        "\"auto_map\": {\"AutoModel\": \"someone/repo--modeling.Net\"}", [Untrusted, "CWE-494", SupplyChain]);

    public static Rule Object { get; } = new(
        "ASY-CFG-005", "The configuration makes Python objects", Severity.High,
        "Loaders that honour such entries import and call what they name; safe loaders refuse the file.",
        "Do not load it with anything but a safe loader.",
        "!!python/object/apply:os.system ['…']", ["CWE-502", UnsafeArtifact]);

    public static Rule Bomb { get; } = new(
        "ASY-CFG-006", "The configuration unfolds to an enormous object", Severity.Medium,
        "A few bytes refer to each other so that reading the file takes all memory.",
        "Do not load it.",
        "a: &a [x, x]  b: &b [*a, *a] …", ["CWE-776", "CWE-400", "AML.T0029"]);

    public static Rule Unread { get; } = new(
        "ASY-CFG-007", "A part of the configuration could not be read", Severity.Low,
        "What stands behind that place was searched for words only.",
        "Look at the place; if the file is a template, examine what it makes.",
        "a tab in the indentation", ["CWE-20", "CWE-436", SupplyChain]);

    public static Rule Command { get; } = new(
        "ASY-CFG-008", "The configuration runs a harmful command", Severity.High,
        "Tools that read this file hand the text to a shell.",
        "Do not use the file.",
        "command: curl http://… | sh", ["CWE-78", UnsafeArtifact]);

    public static Rule Address { get; } = new(
        "ASY-CFG-009", "The configuration names code at an address", Severity.Medium,
        "What is at the address today may be something else tomorrow.",
        "Fetch it once, read it, and keep it beside the model.",
        "\"code\": \"http://…/model.py\"", [Untrusted, "CWE-494", SupplyChain]);

    public static Rule Privileged { get; } = new(
        "ASY-CFG-010", "The configuration gives a container the whole machine", Severity.Medium,
        "A process in such a container can do what the administrator can.",
        "Remove the permission before you start it.",
        "privileged: true", ["CWE-250", SupplyChain]);

    public static Rule Loader { get; } = new(
        "ASY-CFG-011", "The model names a loader of its own", Severity.Medium,
        "The tool imports that module and calls it to load the model.",
        "Read the module, or ask for a standard flavour.",
        "loader_module: my_loader", [Reflection, Untrusted, SupplyChain]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } =
        [Target, UnknownTarget, OwnCode, OtherCode, Object, Bomb, Unread, Command, Address, Privileged, Loader];
}
