namespace Assay.Domain.Advisories.Exports;

/// <summary>Forms in which an advisory is written.</summary>
public enum AdvisoryFormat
{
    /// <summary>The master record.</summary>
    Assay = 0,
    /// <summary>CSAF 2.0, profile VEX.</summary>
    Csaf = 1,
    /// <summary>OpenVEX 0.2.0.</summary>
    OpenVex = 2,
    /// <summary>OSV 1.6.</summary>
    Osv = 3,
}
