using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Hdf5;

/// <summary>The rules of the HDF5 analyser.</summary>
internal static class Hdf5Rules
{
    private const string UnsafeArtifact = "AML.T0011.000";

    public static Rule Outside { get; } = new(
        "ASY-HDF-001", "The file takes content from elsewhere", Severity.High,
        "A link, a dataset's storage or a virtual dataset names another file. Whoever reads the weights opens it, so the content of any file of the "
        + "machine can become part of the model, and leave with it.",
        "Do not load it. Weights belong into the file; ask for one that holds them.",
        "A dataset whose bytes are those of /etc/passwd.", ["CWE-73", "CWE-610", UnsafeArtifact, "CVE-2026-1669"]);

    public static Rule Prefix { get; } = new(
        "ASY-HDF-002", "Something stands before the file's signature", Severity.High,
        "HDF5 skips a block at the start, so the file can be something else for another program: a script, an executable, a pickle.",
        "Do not run or load it under any other name. Model writers leave no such block.",
        "#!/bin/sh in the user block.", ["CWE-436", "CWE-506", UnsafeArtifact]);

    public static Rule Hidden { get; } = new(
        "ASY-HDF-003", "Something is hidden between or behind the file's objects", Severity.High,
        "Nothing in the file refers to these bytes, and they are of a format that is loaded or run: a payload for somebody else to pick up.",
        "Do not load it.", "An executable behind the last dataset.", ["CWE-506", UnsafeArtifact]);

    public static Rule Trailing { get; } = new(
        "ASY-HDF-004", "Bytes stand behind the end of the file's structure", Severity.Medium,
        "HDF5 ignores them. They are of no known format, but something put them there.",
        "Ask the publisher what they are.", "A megabyte of random bytes behind the stated end.", ["CWE-506", UnsafeArtifact]);

    public static Rule Damaged { get; } = new(
        "ASY-HDF-005", "The file's structure is damaged", Severity.Medium,
        "A part could not be followed. What a loader finds there, or makes of it, is unknown; libraries differ.",
        "Fetch the file again; if it is the same, do not load it.", "A group whose names lie outside the file.", ["CWE-20", UnsafeArtifact]);

    public static Rule Limit { get; } = new(
        "ASY-HDF-006", "More is in the file than is read", Severity.Medium,
        "It has more objects or texts than honest models, or uses a part of the format that is not read here; something could stand there.",
        "Do not load it unless you trust its origin.", "A million attributes; messages in a shared heap.", ["CWE-400", "AML.T0029"]);

    public static Rule Pickle { get; } = new(
        "ASY-HDF-007", "An attribute or a dataset holds a pickle", Severity.Low,
        "PyTables and pandas unpickle such values when they are read. What this one does was examined, and the finding says it.",
        "Read the file only with h5py, or not at all where the finding is grave.",
        "The attribute axis0 of a table, written by pandas.", ["CWE-502", UnsafeArtifact]);

    public static Rule ForeignLink { get; } = new(
        "ASY-HDF-008", "A link can be followed only by a registered program", Severity.Medium,
        "The link is of a type that HDF5 itself does not know: a plugin decides what it leads to.",
        "Ask for a file with plain links.", "A user-defined link of type 187.", ["CWE-829", UnsafeArtifact]);

    public static Rule ForeignFilter { get; } = new(
        "ASY-HDF-009", "Data is stored through a filter that HDF5 does not bring", Severity.Low,
        "Reading it makes the library look for a plugin of that number and load it.",
        "Install plugins only from where you trust them.", "Filter 32001 (Blosc).", ["CWE-829", UnsafeArtifact]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Outside, Prefix, Hidden, Trailing, Damaged, Limit, Pickle, ForeignLink, ForeignFilter];
}
