namespace Assay.Storage.Keys;

/// <summary>Section <c>Registry</c> of the configuration.</summary>
public sealed class RegistryOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Registry";

    /// <summary>
    /// <c>Registry:Keys</c>, the folder with <c>log.pem</c> and <c>registry.pem</c> (PKCS #8, P-256); made with them on first use. Several instances
    /// on one
    /// database need the same keys there. Default: <c>keys</c> beside <c>Storage:Path</c>.
    /// </summary>
    public string? Keys { get; set; }

    /// <summary>
    /// <c>Registry:Origin</c>, the name of a new log, e.g. <c>models.example.org/log</c>. Default: <c>assay-log-</c> and eight digits of its first
    /// key.
    /// </summary>
    public string? Origin { get; set; }

    /// <summary><c>Registry:FourEyes</c>, <c>true</c> or <c>false</c>: whether an approval needs a second person. Default <c>false</c>.</summary>
    public string FourEyes { get; set; } = "false";
}
