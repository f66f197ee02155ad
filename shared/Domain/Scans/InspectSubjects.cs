using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Versions;

namespace Assay.Domain.Scans;

/// <summary>
/// What the facts of the stage Inspect are about: content, together with what its name claims where that changes how it is read (see <see cref="NameHint"/>).
/// </summary>
public static class InspectSubjects
{
    /// <summary>The content's own digest where the name claims nothing; otherwise SHA-256 over the digest and the claim.</summary>
    public static Sha256Digest Key(string path, Sha256Digest content)
    {
        var hint = NameHint.Of(path);
        return hint.Length == 0 ? content : Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes($"assay.inspect {content.Hex} {hint}")));
    }

    /// <inheritdoc cref="Key(string, Sha256Digest)"/>
    public static Sha256Digest Key(VersionFile file) => Key(file.Path, file.Sha256);
}
