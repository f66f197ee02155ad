using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;

namespace Assay.Domain.Scans;

/// <summary>
/// What the facts of the stage Inspect are about: content, together with what its name claims where that changes how it is read (see <see cref="NameHint"/>),
/// and an outline as something else than a file of the same bytes.
/// </summary>
public static class InspectSubjects
{
    /// <summary>The content's own digest where nothing else matters; otherwise SHA-256 over the digest and the rest.</summary>
    public static Sha256Digest Key(SubjectFile file)
    {
        var hint = NameHint.Of(file.Path);
        if (hint.Length == 0 && !file.IsOutline) return file.Sha256;
        var text = $"assay.inspect {file.Sha256.Hex} {(file.IsOutline ? "outline" : "file")} {hint}";
        return Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <inheritdoc cref="Key(SubjectFile)"/>
    public static Sha256Digest Key(VersionFile file) => Key(SubjectFile.Of(file));
}
