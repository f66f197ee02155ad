using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Requirements;

/// <summary>The rules for lists of packages to install.</summary>
internal static class RequirementRules
{
    private const string SupplyChain = "AML.T0010.001";
    private const string Unverified = "CWE-494";

    public static Rule Index { get; } = new(
        "ASY-REQ-001", "Packages come from a foreign index", Severity.Medium,
        "Whoever runs the index decides what is installed; beside the public one it can also replace packages of the same name.",
        "Install from the public index, or name hashes for every package.",
        "--extra-index-url http://…", ["CWE-427", Unverified, SupplyChain]);

    public static Rule Address { get; } = new(
        "ASY-REQ-002", "A package comes from an address", Severity.Low,
        "It is installed from wherever the address leads on that day, without anybody's check.",
        "Pin a release of the public index, or a commit.",
        "git+https://github.com/someone/package", [Unverified, "CWE-829", SupplyChain]);

    public static Rule Squat { get; } = new(
        "ASY-REQ-003", "A package is named almost like a well-known one", Severity.Medium,
        "Such names are registered to be installed by mistake; installing runs the package's code.",
        "Check the name letter by letter.",
        "torhc", ["CWE-1357", "CWE-506", SupplyChain]);

    public static Rule Malicious { get; } = new(
        "ASY-REQ-004", "A package that is known to be hostile", Severity.High,
        "A package of this name was distributed to steal data or run commands.",
        "Do not install it. If it was installed, replace every credential of that machine.",
        "torchtriton", ["CWE-506", SupplyChain, "AML.T0011.001"]);

    public static Rule Local { get; } = new(
        "ASY-REQ-005", "A package is installed from the repository", Severity.Low,
        "Its set-up script runs on installation.",
        "Read setup.py of that folder.",
        "-e .", ["CWE-829", SupplyChain]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Index, Address, Squat, Malicious, Local];
}
