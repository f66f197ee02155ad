using Assay.Contracts.Findings;

namespace Assay.Attestation.Oms.Names;

/// <summary>Checks a name before it is used as a path.</summary>
internal static class ResourceName
{
    /// <summary>What file systems allow.</summary>
    private const int MaxLength = 4096;

    /// <summary>How the reference implementation names the only file of a model that is a file.</summary>
    public const string SingleFile = ".";

    /// <summary>The canonical path; null: refused.</summary>
    public static string? Check(string name, OmsFindings findings)
    {
        var quoted = EvidenceText.Quote(name);
        if (name.Length == 0 || name.Length > MaxLength || name.StartsWith('/') || name.Contains('\\') || name.Any(char.IsControl) || HasDrive(name))
        {
            findings.Add(OmsReasons.NameForm,
                $"the resource name '{quoted}' is not a relative path of at most {MaxLength} characters with forward slashes "
                + "and without control characters; whoever signed it has to sign again");
            return null;
        }
        if (name == SingleFile) return name;
        var segments = name.Split('/');
        if (segments.Contains(".."))
        {
            findings.Add(OmsReasons.NameTraversal, $"the resource name '{quoted}' leads out of the model; do not use this signature");
            return null;
        }
        if (!segments.Any(s => s is "" or ".")) return name;
        var canonical = string.Join('/', segments.Where(s => s is not ("" or ".")));
        return findings.Add(OmsReasons.NameNotCanonical, $"the resource name '{quoted}' is not canonical: it means '{EvidenceText.Quote(canonical)}'")
            && canonical.Length > 0 ? canonical : null;
    }

    /// <summary>Names that the same file may answer to where case or composed letters are not told apart.</summary>
    public static string Folded(string name) => CanonicalDecomposition.Of(CanonicalDecomposition.Of(name).ToUpperInvariant());

    private static bool HasDrive(string name) => name.Length > 1 && char.IsAsciiLetter(name[0]) && name[1] == ':'
        && (name.Length == 2 || name[2] == '/');
}
