namespace Assay.Contracts.Values;

/// <summary>
/// What a file is for, by its name. A name that promises nothing harmless counts as weights or code: whoever changes such a file changes what the
/// model does.
/// </summary>
public static class FileRole
{
    private static readonly string[] _documents = ["LICENSE", "LICENCE", "NOTICE", "COPYING", "README", "AUTHORS", "CHANGELOG", "CITATION"];

    private static readonly string[] _checksums = [".sig", ".asc", ".sha256", ".sha256sum", ".sha512", ".md5", ".pem", ".crt", ".bundle", ".sigstore"];

    private static readonly string[] _gitFiles = [".gitattributes", ".gitignore"];

    /// <summary>True for weights, code, and whatever cannot be told from them by its name; false for prose, settings, vocabularies, images, signatures.</summary>
    public static bool IsWeightsOrCode(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (_gitFiles.Contains(name, StringComparer.Ordinal)) return false;
        if (NameHint.Of(path) is NameHint.Text or NameHint.Json or NameHint.Image or NameHint.Yaml or NameHint.Toml or NameHint.Requirements) return false;
        if (_checksums.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase))) return false;
        return name.StartsWith("SHA256SUMS", StringComparison.OrdinalIgnoreCase)
            ? false
            : !_documents.Any(d => name.Equals(d, StringComparison.OrdinalIgnoreCase) || name.StartsWith(d + ".", StringComparison.OrdinalIgnoreCase));
    }
}
