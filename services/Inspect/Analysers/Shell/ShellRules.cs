using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Shell;

/// <summary>The rules for shell commands, wherever they stand.</summary>
internal static class ShellRules
{
    private const string Injection = "CWE-78";
    private const string Untrusted = "CWE-494";
    private const string SupplyChain = "AML.T0010";
    private const string UnsafeArtifact = "AML.T0011.000";

    public static Rule Downloads { get; } = new(
        "ASY-SHL-001", "Runs what it downloads", Severity.High,
        "Whoever controls the address, or the way to it, decides what runs, and may decide differently for each caller.",
        "Do not run it. Download, read, then run, or install a pinned version from a package index.",
        "curl -fsSL http://… | bash", [Untrusted, Injection, SupplyChain]);

    public static Rule Decodes { get; } = new(
        "ASY-SHL-002", "Runs text that is hidden from readers", Severity.High,
        "The commands are encoded, so that neither a person nor a search sees what will run.",
        "Do not run it. Decode the text and read it.",
        "echo … | base64 -d | sh", [Injection, "CWE-506", UnsafeArtifact]);

    public static Rule Remote { get; } = new(
        "ASY-SHL-003", "Hands the machine to somebody else", Severity.Critical,
        "A shell is connected to the network: whoever listens there types commands on this machine.",
        "Do not run it, and tell the publisher or the hub.",
        "bash -i >& /dev/tcp/… 0>&1", [Injection, "CWE-506", UnsafeArtifact]);

    public static Rule Persists { get; } = new(
        "ASY-SHL-004", "Installs itself to run again", Severity.High,
        "It changes what runs at login, at boot or on a schedule; removing the model does not remove it.",
        "Do not run it. A model needs no place in your start-up files.",
        "(crontab -l; echo '* * * * * …') | crontab -", [Injection, "CWE-506", UnsafeArtifact]);

    public static Rule Destroys { get; } = new(
        "ASY-SHL-005", "Destroys data", Severity.High,
        "It deletes or overwrites what does not belong to the model.",
        "Do not run it.",
        "rm -rf ~", [Injection, "CWE-506", UnsafeArtifact]);

    public static Rule Steals { get; } = new(
        "ASY-SHL-006", "Sends secrets away", Severity.Critical,
        "Keys, tokens or the environment of whoever runs it go to another machine.",
        "Do not run it. If it ran, replace every credential of that machine.",
        "env | curl -d @- http://…", ["CWE-200", "CWE-506", UnsafeArtifact]);

    public static Rule InArchive { get; } = new(
        "ASY-SHL-007", "A script inside a model file", Severity.Medium,
        "A model file holds weights and settings; a script in it runs when a tool unpacks and starts it.",
        "Ask the publisher what the script is for.",
        "exploit.sh in a .nemo archive.", ["CWE-506", SupplyChain]);

    public static Rule Obscured { get; } = new(
        "ASY-SHL-008", "Commands are spelled so that a search does not find them", Severity.Medium,
        "The shell joins the pieces to a command that does not stand there; honest scripts have no use for that.",
        "Do not run it before somebody has put the pieces together.",
        "c\"\"url; ${IFS}; $'\\x63url'", [Injection, "CWE-506", SupplyChain]);

    public static Rule Privileges { get; } = new(
        "ASY-SHL-009", "Widens privileges", Severity.High,
        "It opens the machine: everybody may become root, or a foreign library is loaded into every program.",
        "Do not run it.",
        "chmod u+s /bin/bash", ["CWE-250", "CWE-732", UnsafeArtifact]);

    public static Rule Script { get; } = new(
        "ASY-SHL-010", "A shell script", Severity.Low,
        "It runs only when somebody starts it. Nothing in it stands out.",
        "Read it before you run it.",
        "setup.sh", [Injection, SupplyChain]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } =
        [Downloads, Decodes, Remote, Persists, Destroys, Steals, InArchive, Obscured, Privileges, Script];
}
