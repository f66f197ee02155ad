namespace Assay.HashVerify.Lineage;

/// <summary>Settings of the search for relatives; section <c>HashVerify:Lineage</c> of the configuration.</summary>
public sealed class LineageOptions
{
    public const string Section = "HashVerify:Lineage";

    /// <summary>False: no tensor is hashed and no relative looked for. Default: true.</summary>
    public bool Enabled { get; set; } = true;
}
