namespace Assay.Attestation.Bundles;

/// <summary>The versions of the bundle format in use; what each demands of a transparency log's entry differs.</summary>
public enum BundleVersion
{
    V01,
    V02,
    V03,
}
